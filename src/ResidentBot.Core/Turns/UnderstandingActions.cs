namespace ResidentBot.Core.Turns;

public abstract partial record StaffAction
{
    /// <summary>
    /// Say what the words of a ticket mean. The category is one of the examples' labels, <c>-</c> where the intent has none; <c>Begin</c> starts the dialog of
    /// that intent for the resident and ends the ticket.
    /// </summary>
    public sealed record Correct(string By, string Name, string Ticket, string Intent, string Category, bool Begin) : StaffAction(By, Name);

    /// <summary>Accept a correction to learn from, as this intent and category, or reject it for good.</summary>
    public sealed record ReviewCorrection(string By, string Name, string Correction, bool Accept, string Intent, string Category) : StaffAction(By, Name);
}
