using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Dialogs;

/// <summary>What a resident answered.</summary>
public sealed record DialogInput
{
    /// <summary>The words; empty when there are none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The tapped button's <see cref="Choice.Id"/>, as sent.</summary>
    public string? Tap { get; init; }

    /// <summary>Pictures, voice and files.</summary>
    public ImmutableArray<Media> Media { get; init; } = [];

    /// <summary>A shared location.</summary>
    public GeoPoint? Location { get; init; }

    /// <summary>Our id of the message, for those who follow a talk through the thread.</summary>
    public required string MessageId { get; init; }
}

/// <summary>What one turn of a dialog may know of the world.</summary>
public sealed record DialogContext
{
    /// <summary>The resident's language.</summary>
    public required Language Language { get; init; }

    /// <summary>People's time.</summary>
    public required Instant Now { get; init; }

    /// <summary>The zone in which "tomorrow" is meant.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>
    /// What templates and conditions may name, in full: <c>person.name</c>, <c>community.phone</c>, <c>channel.pictures</c> (<c>yes</c> or <c>no</c>).
    /// An absent one reads as empty.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>Opens a ticket and returns its number.</summary>
    public required Func<TicketDraft, string> OpenTicket { get; init; }

    /// <summary>Whether the resident reads little: short texts, few choices at a time, and a word that 0 brings a person.</summary>
    public bool ReadsLittle { get; init; }

    /// <summary>The calling code of the community's country, as <c>86</c>; null when it is not known.</summary>
    public string? Country { get; init; }

    /// <summary>Finds a door in the community's address tree; null where there is none, and then any words are an address. Pure.</summary>
    public Func<string, AddressMatch>? FindAddress { get; init; }

    /// <summary>The turn's own id, from which tokens are made; the same turn decided twice gives the same tokens.</summary>
    public required string TurnId { get; init; }
}

/// <summary>What words say of a door in the address tree.</summary>
public abstract record AddressMatch
{
    AddressMatch() { }

    /// <summary>One door.</summary>
    /// <param name="Place">The node it belongs to.</param>
    /// <param name="Shown">As people read it.</param>
    public sealed record Found(string Place, string Shown) : AddressMatch;

    /// <summary>It may be at several nodes.</summary>
    /// <param name="Places">Their names.</param>
    public sealed record Several(ImmutableArray<string> Places) : AddressMatch;

    /// <summary>A building or stairwell, but no door.</summary>
    /// <param name="Place">Its name.</param>
    public sealed record NoDoor(string Place) : AddressMatch;

    /// <summary>Nothing of the tree.</summary>
    public sealed record Unknown : AddressMatch;
}

/// <summary>A ticket as a dialog describes it.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Queue">Where it goes.</param>
/// <param name="Urgency">How soon.</param>
/// <param name="Summary">One line for the list.</param>
/// <param name="Fields">The answers collected, without those left out.</param>
/// <param name="Media">All media of the talk.</param>
/// <param name="Location">A shared location among the fields.</param>
public sealed record TicketDraft(
    TicketKind Kind, string Queue, Urgency Urgency, string Summary, ImmutableArray<TicketField> Fields, ImmutableArray<Media> Media, GeoPoint? Location)
{
    /// <summary>Whether it is an errand of ours and not the resident's own matter.</summary>
    public bool IsErrand { get; init; }

    /// <summary>The node of the address tree it is about, by an answer's word; null when none was asked for.</summary>
    public string? Place { get; init; }
}

/// <summary>What a turn wants done, in order.</summary>
public abstract record DialogEffect
{
    DialogEffect() { }

    /// <summary>Say something. Consecutive statements are joined to one message.</summary>
    /// <param name="Text">The words, without the choices.</param>
    /// <param name="Choices">Offered answers; each id is the session's token, a dot, and the choice's id.</param>
    /// <param name="AskLocation">Whether to offer a "send my location" button where there is one.</param>
    public sealed record Say(string Text, ImmutableArray<Choice> Choices, bool AskLocation) : DialogEffect;

    /// <summary>Give the talk to a person.</summary>
    /// <param name="Queue">Where to; empty for the community's default.</param>
    /// <param name="Reason">Why, for staff; one of <see cref="DialogReasons"/> or the dialog's own words.</param>
    public sealed record HandOff(string Queue, string Reason) : DialogEffect;

    /// <summary>Remember something about the person.</summary>
    /// <param name="Field">Without <c>person.</c></param>
    /// <param name="Value">Empty to forget it.</param>
    public sealed record SetPerson(string Field, string Value) : DialogEffect;
}

/// <summary>Why the engine itself gives a talk to a person.</summary>
public static class DialogReasons
{
    /// <summary>The tries of a question are used up.</summary>
    public const string NotUnderstood = "not understood";

    /// <summary>A question that must be answered timed out.</summary>
    public const string NoAnswer = "no answer";

    /// <summary>The resident asked for a person.</summary>
    public const string Asked = "asked";

    /// <summary>The dialog ran in circles.</summary>
    public const string TooManySteps = "too many steps";
}

/// <summary>How a turn left the talk.</summary>
public enum DialogEnd
{
    /// <summary>A question is open; there is a session.</summary>
    Waiting,

    /// <summary>Done.</summary>
    Finished,

    /// <summary>A person goes on with it.</summary>
    HandedOff,

    /// <summary>The files no longer hold the dialog; the resident was told.</summary>
    Gone,

    /// <summary>Nobody answered; it was closed politely and can be gone on with for a while.</summary>
    Paused,
}

/// <summary>What one turn of a dialog decided.</summary>
/// <param name="Effects">What is to be done, in order.</param>
/// <param name="Session">The talk to store; null unless waiting.</param>
/// <param name="End">How the turn left the talk.</param>
/// <param name="Understood">False when the input was not taken as an answer, so that the caller may drop the turn and look for another meaning in it; never false when a ticket was opened.</param>
public sealed record DialogTurn(ImmutableArray<DialogEffect> Effects, DialogSession? Session, DialogEnd End, bool Understood)
{
    /// <summary>What can be gone on with, when the end is <see cref="DialogEnd.Paused"/>.</summary>
    public PausedTalk? Paused { get; init; }
}
