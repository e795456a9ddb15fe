using ResidentBot.Core.Messages;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Roster;

/// <summary>A named person on a phone of his own, as he lives through it: what he writes or taps, and what he reads.</summary>
sealed class Worker(Desk desk, string address = Worker.Phone)
{
    public const string Phone = "sms:+447700900150";
    public const string Code = "48213377";
    public const string Pin = "2809";

    public Desk Desk => desk;

    public Pairing? Pairing => desk.Find<Pairing>(address);

    /// <summary>Chen with a second phone, paired, her PIN chosen, the menu before her.</summary>
    public static Worker Chen(string staff = "chen", Desk? desk = null, string address = Phone)
    {
        var worker = new Worker(desk ?? Desk.AtEight(), address);
        worker.Pairs(staff);
        worker.Desk.After(1);
        return worker;
    }

    public void Pairs(string staff, string code = Code)
    {
        desk.Acts(new StaffAction.MakePairingCode("sam", "小山", staff, code));
        Says(code);
        Says(Pin);
    }

    /// <summary>Writes, and reads the answer with its choices numbered as a phone shows them.</summary>
    public string Says(string text)
    {
        var before = desk.CountTo(address);
        desk.Writes(address, text);
        return desk.CountTo(address) > before ? Read() : "";
    }

    /// <summary>Taps the button that says this.</summary>
    public string Taps(string label)
    {
        var choice = Assert.Single(desk.LastMessageTo(address).Choices, choice => choice.Label == label);
        return TapsPayload(choice.Id);
    }

    public string TapsPayload(string payload)
    {
        var before = desk.CountTo(address);
        desk.Writes(address, "", payload);
        return desk.CountTo(address) > before ? Read() : "";
    }

    /// <summary>Says one after another; the last answer.</summary>
    public string Goes(params string[] texts) => texts.Aggregate("", (_, text) => Says(text));

    public string[] Choices => [.. desk.LastMessageTo(address).Choices.Select(choice => choice.Label)];

    public Outgoing Last => desk.LastMessageTo(address);

    string Read() => string.Join('\n', Last.Choices.Select((choice, i) => $"{i + 1} {choice.Label}").Prepend(Last.Text));
}
