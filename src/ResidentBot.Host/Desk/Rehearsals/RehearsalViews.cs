using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Commands.Chat;

namespace ResidentBot.Host.Desk.Rehearsals;

/// <summary>Somebody who can be played.</summary>
/// <param name="Group">The text of the group he is listed in.</param>
/// <param name="Be">How the talk calls him: <c>liu-wei sms</c>, <c>worker zhou sms</c>.</param>
/// <param name="Name">His name; null for a stranger.</param>
/// <param name="Channel">Over what he writes.</param>
public sealed record CastView(string Group, string Be, string? Name, string Channel);

/// <summary>The page before a rehearsal has begun.</summary>
/// <param name="Cast">Who can be played first.</param>
/// <param name="From">When it would begin, as a form writes it.</param>
public sealed record RehearsalStartView(IReadOnlyList<CastView> Cast, string From);

/// <summary>A rehearsal as it stands.</summary>
/// <param name="Now">Its clock.</param>
/// <param name="Phones">The phones side by side.</param>
/// <param name="Cast">Who can come besides.</param>
/// <param name="Tickets">Open tickets, the newest first.</param>
/// <param name="Timers">What is set to happen, the next first.</param>
/// <param name="Outbox">The last messages that would have been sent, the newest first.</param>
/// <param name="Costs">How much would have been sent by each account.</param>
/// <param name="IsOld">Whether the files have been changed since it began.</param>
public sealed record RehearsalView(
    Instant Now, ImmutableArray<PhoneView> Phones, IReadOnlyList<CastView> Cast, ImmutableArray<RehearsedTicketView> Tickets, ImmutableArray<TimerView> Timers,
    ImmutableArray<SentView> Outbox, ImmutableArray<AccountCost> Costs, bool IsOld);

/// <summary>One phone.</summary>
/// <param name="Label">Whose, as the talk calls him.</param>
/// <param name="Name">His name; null for a stranger.</param>
/// <param name="IsWorker">Whether he is one of the named people.</param>
/// <param name="Channel">Over what he writes.</param>
/// <param name="Lines">What was said, oldest first.</param>
/// <param name="Offered">What can be tapped, or answered by its number.</param>
/// <param name="Buttons">Whether it can be tapped.</param>
/// <param name="Pictures">Whether pictures can be sent.</param>
public sealed record PhoneView(
    string Label, string? Name, bool IsWorker, string Channel, ImmutableArray<PhoneLine> Lines, ImmutableArray<Choice> Offered, bool Buttons, bool Pictures);

/// <summary>One line on a phone.</summary>
/// <param name="Id">Unique on the phone.</param>
/// <param name="IsOwn">Whether its owner wrote it.</param>
/// <param name="By">The name of the person who wrote it, when not the bot.</param>
/// <param name="Text">The words, as they are read there.</param>
/// <param name="At">When.</param>
/// <param name="Photos">How many pictures came with it.</param>
/// <param name="State">How far it has come; null for what is not sent.</param>
public sealed record PhoneLine(string Id, bool IsOwn, string? By, string Text, Instant At, int Photos, DeliveryState? State);

/// <summary>An open ticket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Queue">Its queue's title.</param>
/// <param name="Next">What happens to it next; null for nothing.</param>
public sealed record RehearsedTicketView(Ticket Ticket, Texts Queue, NextStep? Next);

/// <summary>Something that is set to happen.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What; see <see cref="Core.Turns.Timer"/>.</param>
/// <param name="About">A person's name or a ticket's number.</param>
public sealed record TimerView(Instant At, string Kind, string About);

/// <summary>A message that would have been sent.</summary>
/// <param name="Sent">The message.</param>
/// <param name="To">Who gets it.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Reports">Whether its provider tells that it has arrived.</param>
public sealed record SentView(RehearsedMessage Sent, string To, SendCost Cost, bool Reports);
