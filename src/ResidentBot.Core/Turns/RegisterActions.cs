using System.Collections.Immutable;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Turns;

public abstract partial record StaffAction
{
    /// <summary>Change some fields of a person; the others stay as they are by then, whoever changed them.</summary>
    public sealed record EditPerson(string By, string Name, string Person, PersonEdit Edit, string Reason) : OnRegister(By, Name);

    /// <summary>Enter a new person, into a household that is there or a new one.</summary>
    /// <param name="Person">The person; its household's id stands in it.</param>
    /// <param name="Place">The node of the address tree, for a new household.</param>
    /// <param name="Unit">The flat, for a new household.</param>
    public sealed record EnterPerson(string By, string Name, Person Person, string Place, string Unit) : OnRegister(By, Name);

    /// <summary>Let a person move to another household, one that is there or a new one.</summary>
    /// <param name="Household">The household's id; a new one is entered with the place and unit.</param>
    public sealed record MovePerson(string By, string Name, string Person, string Household, string Place, string Unit) : OnRegister(By, Name);

    /// <summary>Note that a person died or moved away, or, with an empty <paramref name="Why"/>, that this was a mistake.</summary>
    public sealed record DepartPerson(string By, string Name, string Person, string Why, string Reason) : OnRegister(By, Name);

    /// <summary>Put a label of the catalogue on a person, or confirm it.</summary>
    public sealed record PutLabel(string By, string Name, string Person, string Label, string Source) : OnRegister(By, Name);

    /// <summary>Take a label off a person.</summary>
    public sealed record TakeLabel(string By, string Name, string Person, string Label) : OnRegister(By, Name);

    /// <summary>Write down what a person agreed to or refused.</summary>
    public sealed record SetConsent(string By, string Name, string Person, Purpose Purpose, bool Given, string Words, string Channel, string? Witness) : OnRegister(By, Name);

    /// <summary>Make a one-time code on paper for a person; older ones are worth nothing from then on.</summary>
    public sealed record MakePaperCode(string By, string Name, string Person, string Digits) : OnRegister(By, Name);

    /// <summary>Make two entries of the register one.</summary>
    public sealed record MergePersons(string By, string Name, string Keep, string Gone, string Reason) : OnRegister(By, Name)
    {
        /// <summary>The tickets of the entry that goes, as the desk found them.</summary>
        public ImmutableArray<string> Tickets { get; init; } = [];
    }

    /// <summary>Make two entries again of what was made one.</summary>
    public sealed record UndoMerge(string By, string Name, string Merge, string Reason) : OnRegister(By, Name);

    /// <summary>Erase everything that is held about a person.</summary>
    public sealed record ErasePerson(string By, string Name, string Person, string Reason) : OnRegister(By, Name)
    {
        /// <summary>The tickets about him, or from an address only he uses, as the desk found them.</summary>
        public ImmutableArray<string> Tickets { get; init; } = [];

        /// <summary>His check-ins, as the desk found them.</summary>
        public ImmutableArray<string> CheckIns { get; init; } = [];

        /// <summary>The persons who have him among their contacts, as the desk found them.</summary>
        public ImmutableArray<string> ContactOf { get; init; } = [];

        /// <summary>That he gets welfare texts was seen, and that they end.</summary>
        public bool EndsCheckIns { get; init; }
    }

    /// <summary>Say whether the writer of an identity ticket, or of a new number, is the person he says he is.</summary>
    public sealed record ConfirmIdentity(string By, string Name, string Ticket, string Person, bool IsIt) : OnRegister(By, Name);
}
