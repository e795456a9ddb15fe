using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Reading;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Puts a ticket on a staff queue; its number is known as <c>ticket.number</c> from then on. Pictures and a shared location go with it.
    /// <code>
    /// dialog: wish
    /// title: {zh: 愿望, en: Wish}
    /// steps:
    ///   - ask: wish
    ///     label: {zh: 愿望, en: Wish}
    ///     text: {zh: 您有什么愿望？, en: What do you wish?}
    ///   - open_ticket:
    ///       kind: request
    ///       queue: desk
    ///       urgency: low
    ///       summary: "{person.name}: {answers.wish}"
    ///       fields: [wish]
    ///   - say: {zh: "您的编号是{ticket.number}。", en: "Your number is {ticket.number}."}
    /// </code>
    /// </summary>
    /// <param name="Kind">What it is about: request, visit, application, alert or hand_off.</param>
    /// <param name="Queue">A staff queue's id.</param>
    /// <param name="Urgency">low, normal, urgent or emergency.</param>
    /// <param name="Summary">One line for the list.</param>
    /// <param name="Fields">The answers that go with it, in order.</param>
    public sealed record OpenTicket(TicketKind Kind, string Queue, Urgency Urgency, Template Summary, ImmutableArray<string> Fields) : Step
    {
        static readonly ImmutableSortedDictionary<string, TicketKind> Kinds = new Dictionary<string, TicketKind>(StringComparer.Ordinal)
        {
            ["request"] = TicketKind.Request,
            ["visit"] = TicketKind.Visit,
            ["application"] = TicketKind.Application,
            ["alert"] = TicketKind.Alert,
            ["hand_off"] = TicketKind.HandOff,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

        static readonly ImmutableDictionary<string, Urgency> Urgencies = new Dictionary<string, Urgency>(StringComparer.Ordinal)
        {
            ["low"] = Urgency.Low,
            ["normal"] = Urgency.Normal,
            ["urgent"] = Urgency.Urgent,
            ["emergency"] = Urgency.Emergency,
        }.ToImmutableDictionary(StringComparer.Ordinal);

        internal static Step? Read(StepSource source)
        {
            if (source.Below("open_ticket") is not { } below) return null;
            if (!below.Map.Has("kind")) below.Map.Report(null, "`kind` is missing");
            var kind = below.Map.OneOf("kind", Kinds);
            var queue = below.Queue("queue", required: true);
            var urgency = below.Map.OneOf("urgency", Urgencies);
            var summary = below.Template("summary");
            var fields = below.Map.TextList("fields");
            for (var i = 0; i < fields.Count; i++) below.UsesItem("fields", i, fields[i]);
            below.Map.Done();
            return new OpenTicket(kind ?? TicketKind.Request, queue, urgency ?? Urgency.Normal, summary, [.. fields]);
        }
    }
}
