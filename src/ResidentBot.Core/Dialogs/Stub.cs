// TEMPORARY: stands in until the real one lands; delete this file then.
#pragma warning disable
using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
namespace ResidentBot.Core.Dialogs;
public sealed record Dialog { public string Id=""; }
public sealed record DialogBook { public string Edition=""; public ImmutableDictionary<string, Dialog> Dialogs; public TextCatalogue Texts; public Dialog? ForIntent(string intent)=>null; }
public sealed record DialogSession { public string Token {get;init;} = ""; public Instant? WaitUntil {get;init;} }
public sealed record DialogInput { public string Text=""; public string? Tap; public ImmutableArray<Media> Media=[]; public GeoPoint? Location; public string MessageId=""; }
public sealed record DialogContext { public Language Language; public Instant Now; public DateTimeZone Zone; public IReadOnlyDictionary<string,string> Data; public Func<TicketDraft,string> OpenTicket; public string TurnId; }
public sealed record TicketDraft(TicketKind Kind, string Queue, Urgency Urgency, string Summary, ImmutableArray<TicketField> Fields, ImmutableArray<Media> Media, GeoPoint? Location);
public abstract record DialogEffect { public sealed record Say(string Text, ImmutableArray<Choice> Choices, bool AskLocation):DialogEffect; public sealed record HandOff(string Queue, string Reason):DialogEffect; public sealed record SetPerson(string Field, string Value):DialogEffect; }
public enum DialogEnd { Waiting, Finished, HandedOff, Gone }
public sealed record DialogTurn(ImmutableArray<DialogEffect> Effects, DialogSession? Session, DialogEnd End, bool Understood);
public static class DialogRun {
   public static DialogTurn Start(DialogBook book, string dialog, DialogContext context, string? firstText)=>throw new();
   public static DialogTurn Resume(DialogBook book, DialogSession session, DialogInput input, DialogContext context)=>throw new();
   public static DialogTurn TimedOut(DialogBook book, DialogSession session, DialogContext context)=>throw new(); }
public sealed class TextCatalogue { public string Say(string id, Language language, params ReadOnlySpan<(string Name,string Value)> values)=>""; }
