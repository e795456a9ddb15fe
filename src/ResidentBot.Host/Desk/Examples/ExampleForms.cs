using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Host.Accounts;

namespace ResidentBot.Host.Desk.Examples;

/// <summary>Reads what the forms about meanings say.</summary>
static class ExampleForms
{
    const string Usual = "other";

    /// <summary>What a ticket's words mean.</summary>
    public static StaffAction Correct(DeskAccount me, string ticket, IFormCollection form)
    {
        var (intent, category) = Meaning(form);
        return new StaffAction.Correct(me.Name, me.Title, ticket, intent, category, Begin: form["begin"] == "yes");
    }

    /// <summary>What is decided about a correction.</summary>
    public static StaffAction Review(DeskAccount me, string correction, bool accept, IFormCollection form)
    {
        var (intent, category) = Meaning(form);
        return new StaffAction.ReviewCorrection(me.Name, me.Title, correction, accept, intent, category);
    }

    // The category stands beside every intent, and counts only where the intent has one; one tap names none.
    static (string Intent, string Category) Meaning(IFormCollection form)
    {
        var (intent, category) = (form["intent"].ToString(), form["category"].ToString());
        return (intent, !Labels.HasCategory(intent) ? Labels.None : category.Length == 0 ? Usual : category);
    }
}
