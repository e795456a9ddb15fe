using ResidentBot.Core.Understanding.Examples;

namespace ResidentBot.Core.Understanding.Residents;

/// <summary>What is open makes some meanings likelier before a word is read: chosen by hand, in natural logarithms.</summary>
static class StatePriors
{
    static readonly (Func<TalkState, bool> When, string Intent, float Weight)[] All =
    [
        (state => state.CheckInOpen, "checkin_ok", 1.5f),
        (state => state.CheckInOpen, "checkin_help", 1),
        (state => !state.CheckInOpen, "checkin_ok", -0.7f),
        (state => state.OfferOpen, "job_apply", 1.5f),
        (state => state.OfferOpen, "job_unsubscribe", 0.7f),
        (state => !state.OfferOpen, "job_apply", -0.3f),
        (state => state.TicketOpen, "request_status", 0.7f),
        (state => state.TicketOpen, "cancel", 0.5f),
        (state => state.TicketOpen, "feedback_positive", 0.3f),
        (state => state.TicketOpen, "feedback_negative", 0.3f),
        (state => state.QuestionOpen, "out_of_scope", 0.7f),
    ];

    /// <summary>Adds them to the scores of all intents.</summary>
    public static void Add(float[] scores, TalkState state)
    {
        foreach (var (when, intent, weight) in All)
            if (when(state)) scores[Labels.Intents.IndexOf(intent)] += weight;
    }
}
