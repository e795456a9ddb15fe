using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Turns;

/// <summary>The types of documents: the closed list of what is version-checked.</summary>
public enum DocumentType
{
    /// <summary>A talk, by address.</summary>
    Conversation,

    /// <summary>A resident, by id.</summary>
    Person,

    /// <summary>A household, by id.</summary>
    Household,

    /// <summary>A ticket, by number.</summary>
    Ticket,

    /// <summary>A check-in, by person, day and window.</summary>
    CheckIn,

    /// <summary>A job, by id.</summary>
    Post,

    /// <summary>The rungs open at a named person's address, by address.</summary>
    Rungs,

    /// <summary>A running number, by name.</summary>
    Counter,

    /// <summary>How far the welfare windows have been opened; one a community.</summary>
    Planned,

    /// <summary>Who has a name, by the name in its plain form.</summary>
    Namesakes,

    /// <summary>The households at a place, by the place.</summary>
    Dwellings,

    /// <summary>What is known of a named person besides the files, by staff id.</summary>
    StaffCard,

    /// <summary>A named person's paired phone or chat, by address.</summary>
    Pairing,

    /// <summary>A one-time code on paper, by its digits.</summary>
    PaperCode,

    /// <summary>An import of the register, by id.</summary>
    Import,

    /// <summary>Two entries of the register that became one, by id.</summary>
    Merge,

    /// <summary>What somebody said a resident's words mean, by the ticket's number.</summary>
    Correction,

    /// <summary>What is known of an account of ours that does not work, by its id.</summary>
    AccountHealth,
}

/// <summary>Names one document.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its id within the type.</param>
public readonly record struct DocumentKey(DocumentType Type, string Id)
{
    /// <summary>The type that a class of documents has.</summary>
    public static DocumentType TypeOf<T>() where T : class => typeof(T) switch
    {
        var t when t == typeof(Conversation) => DocumentType.Conversation,
        var t when t == typeof(Person) => DocumentType.Person,
        var t when t == typeof(Household) => DocumentType.Household,
        var t when t == typeof(Ticket) => DocumentType.Ticket,
        var t when t == typeof(CheckIn) => DocumentType.CheckIn,
        var t when t == typeof(Post) => DocumentType.Post,
        var t when t == typeof(Rungs) => DocumentType.Rungs,
        var t when t == typeof(Counter) => DocumentType.Counter,
        var t when t == typeof(Planned) => DocumentType.Planned,
        var t when t == typeof(Namesakes) => DocumentType.Namesakes,
        var t when t == typeof(Dwellings) => DocumentType.Dwellings,
        var t when t == typeof(StaffCard) => DocumentType.StaffCard,
        var t when t == typeof(Pairing) => DocumentType.Pairing,
        var t when t == typeof(PaperCode) => DocumentType.PaperCode,
        var t when t == typeof(Import) => DocumentType.Import,
        var t when t == typeof(Merge) => DocumentType.Merge,
        var t when t == typeof(Correction) => DocumentType.Correction,
        var t when t == typeof(AccountHealth) => DocumentType.AccountHealth,
        var t => throw new ArgumentException($"{t.Name} is no document"),
    };
}

/// <summary>A document as stored: its version, and the document itself; null when there is none.</summary>
/// <param name="Version">0 when absent; grows by one with every commit that changes it.</param>
/// <param name="Value">The document.</param>
public readonly record struct Stored(long Version, object? Value);

/// <summary>The last number given out.</summary>
/// <param name="Last">0 before the first.</param>
public sealed record Counter(long Last);

/// <summary>All windows that opened up to this instant have been opened.</summary>
/// <param name="Through">People's time.</param>
public sealed record Planned(NodaTime.Instant Through);

/// <summary>The tickets a named person has been asked about at one address and not reported on, oldest first.</summary>
/// <param name="Tickets">Ticket numbers.</param>
public sealed record Rungs(System.Collections.Immutable.ImmutableArray<string> Tickets);
