using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>Reads what became of a call. Callbacks come in any order and more than once: each stands for itself.</summary>
sealed class CallNews(string account)
{
    /// <summary>Of a call that a message of ours began.</summary>
    internal Reception OfOurs(HeardCall call)
    {
        if (TwilioCallback.Read(call.Asked) is not { } callback || VoiceHook.Phone(call.Asked["t"]) is not { } to) return new Reception.Accepted();
        var status = call.Told["CallStatus"];
        var state = StateOf(status, call.Told["AnsweredBy"]);
        return new Reception.Accepted
        {
            Reports = state is null ? [] :
            [
                new DeliveryReport
                {
                    MessageId = callback.MessageId,
                    Account = account,
                    To = to,
                    State = state.Value,
                    Error = state == DeliveryState.Failed ? SendError.Unreachable : null,
                    ProviderId = call.Sid,
                    Concerns = callback.Concerns,
                    At = call.At,
                },
            ],
            Arrivals = IsFinal(status) ? [call.Arrival(account, to, ArrivalKind.CallEnded, "ended", isAnswered: status == "completed")] : [],
            Routes = status == "in-progress" ? [call.Route(account, to, CallStage.Live)] : IsFinal(status) ? [call.Route(account, to, CallStage.Over)] : [],
        };
    }

    /// <summary>Of a call that came in. It was never picked up only where Twilio says so; whatever else is told may have been more than a ring.</summary>
    internal Reception OfTheirs(HeardCall call) => call.Them is { } them && !call.IsOurs && IsFinal(call.Told["CallStatus"])
        ? new Reception.Accepted
        {
            Arrivals = [call.Arrival(account, them, ArrivalKind.CallEnded, "ended", isAnswered: call.Told["CallStatus"] is not ("no-answer" or "canceled"))],
            Routes = [call.Route(account, them, CallStage.Over)],
        }
        : new Reception.Accepted();

    // What a machine heard nobody has heard. A call that a person picked up is delivered, whatever he answers.
    static DeliveryState? StateOf(string status, string answeredBy) => (status, answeredBy) switch
    {
        (_, "fax") => DeliveryState.Failed,
        (_, var by) when by.StartsWith("machine", StringComparison.Ordinal) => DeliveryState.Failed,
        ("busy" or "no-answer" or "failed" or "canceled", _) => DeliveryState.Failed,
        ("completed", _) => DeliveryState.Delivered,
        ("initiated", _) => DeliveryState.Sent,
        _ => null,
    };

    static bool IsFinal(string status) => status is "completed" or "busy" or "no-answer" or "failed" or "canceled";
}
