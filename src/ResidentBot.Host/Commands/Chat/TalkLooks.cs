using ResidentBot.Channels.Sms;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>What can be looked at in a rehearsal, as lines.</summary>
sealed class TalkLooks(Rehearsal rehearsal, TalkLines lines)
{
    /// <summary>What is set to happen.</summary>
    public IEnumerable<TalkLine> Timers() => Listed(rehearsal.Coming.Select(timer => $"{At(timer.Due)} {timer.Timer.Kind} {timer.Timer.About}"));

    /// <summary>What is open, and what happens next to it.</summary>
    public IEnumerable<TalkLine> Tickets() => Listed(rehearsal.Tickets.Where(ticket => ticket.State != TicketState.Closed).Select(Open));

    /// <summary>What would be sent: to whom, by which account, in which lane, for what, in how many segments, and how far it has come.</summary>
    public IEnumerable<TalkLine> Outbox() => Listed(rehearsal.Outbox.Select(Sent));

    /// <summary>How much would be sent by each account.</summary>
    public IEnumerable<TalkLine> Cost() => Listed(AccountCost.Of(rehearsal).Select(account =>
        $"{account.Account}: {Counted(account.Messages, "message")}{(account.Channel == "sms" ? $", {Counted(account.Parts, "segment")}" : "")}{Paid(account)}"));

    static string Paid(AccountCost account) => account.Money is { } money ? FormattableString.Invariant($", {money.Amount} {money.Currency}") : "";

    string Open(Ticket ticket)
    {
        var state = ticket.State == TicketState.Claimed ? $"claimed by {ticket.OwnerName}" : $"{ticket.State}".ToLowerInvariant();
        var next = NextStep.Of(rehearsal, ticket) switch
        {
            null => "",
            { IsTakenBack: true } step => $"\n  taken back at {At(step.At)}",
            { Asked: [] } step => $"\n  begins anew at {At(step.At)}",
            { } step => $"\n  asks {string.Join(", ", step.Asked.Select(member => member.Name))} at {At(step.At)}",
        };
        return $"{ticket.Number} {ticket.Kind} {ticket.Urgency} on {ticket.Queue}, ".ToLowerInvariant() + $"{state}: {ticket.Summary}{next}";
    }

    string Sent(RehearsedMessage sent)
    {
        var message = sent.Message;
        var segments = SendCost.Of(rehearsal.World, message).Segments is { } count ? $", {Counted(count.Parts, "segment")} {(count.Encoding == SmsEncoding.Ucs2 ? "UCS-2" : "GSM-7")}" : "";
        var how = $"by {message.Account}, {$"{message.Lane} {message.Purpose}".ToLowerInvariant()}{segments}, {$"{sent.State} {sent.Error}".ToLowerInvariant().TrimEnd()}";
        return $"{sent.Number} to {lines.NameOf(message.To)} {how}: {message.Text.ReplaceLineEndings(" ")}";
    }

    static string Counted(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    string At(NodaTime.Instant at) => TalkSetting.Time.Format(rehearsal.World.Local(at));

    static IEnumerable<TalkLine> Listed(IEnumerable<string> texts)
    {
        var listed = texts.Select(text => new TalkLine(TalkLineKind.Done, $"! {text}")).ToList();
        return listed.Count > 0 ? listed : [new TalkLine(TalkLineKind.Done, "! nothing")];
    }
}
