using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Turns;

public abstract partial record StaffAction
{
    /// <summary>Change what the register says of a person.</summary>
    public sealed record SavePerson(string By, string Name, Person Person, string Reason) : OnRegister(By, Name);

    /// <summary>Make a one-time code on paper for a resident; the digits are drawn by whoever asks.</summary>
    public sealed record MakePaperCode(string By, string Name, string Person, string Digits) : OnRegister(By, Name);

    /// <summary>Say whether the writer of an identity ticket, or of a new number, is the person he says he is.</summary>
    public sealed record ConfirmIdentity(string By, string Name, string Ticket, string Person, bool IsIt) : OnRegister(By, Name);

    /// <summary>Write down what a resident agreed to or refused: the words he was shown or said, how, and before whom.</summary>
    public sealed record SetConsent(
        string By, string Name, string Person, Purpose Purpose, bool Given, string Words, string Channel, string? Witness) : OnRegister(By, Name);
}
