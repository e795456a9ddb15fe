using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Turns;

public abstract partial record StaffAction
{
    /// <summary>Note that a named person is away, from the first day to the last.</summary>
    public sealed record PutOnLeave(string By, string Name, string Staff, LocalDate From, LocalDate Until) : OnRoster(By, Name);

    /// <summary>Take back a leave that was noted, by its first day; one that stands in the files stays.</summary>
    public sealed record EndLeave(string By, string Name, string Staff, LocalDate From) : OnRoster(By, Name);

    /// <summary>Make a code with which a named person pairs a phone or chat; the host drew its eight digits.</summary>
    public sealed record MakePairingCode(string By, string Name, string Staff, string Digits) : OnRoster(By, Name);

    /// <summary>Take a paired phone or chat away from whoever paired it.</summary>
    public sealed record Unpair(string By, string Name, Address Address) : OnRoster(By, Name);
}
