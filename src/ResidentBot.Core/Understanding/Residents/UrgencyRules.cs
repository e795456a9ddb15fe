using ResidentBot.Core.Understanding.Examples;

namespace ResidentBot.Core.Understanding.Residents;

/// <summary>How soon each intent may be: what was learned chooses among these.</summary>
static class UrgencyRules
{
    /// <summary>The urgency of a text.</summary>
    /// <param name="intent">What it wants.</param>
    /// <param name="scores">For each of <see cref="Labels.Urgencies"/>; null when it was read by a keyword.</param>
    public static string Of(string intent, float[]? scores)
    {
        var allowed = Allowed(intent);
        if (scores is null || allowed.Length == 1) return allowed[0];
        return allowed.MaxBy(urgency => scores[Labels.Urgencies.IndexOf(urgency)])!;
    }

    // The first is the usual one.
    static string[] Allowed(string intent) => intent switch
    {
        "service_request" => ["normal", "low", "urgent"],
        "request_status" => ["low", "normal"],
        "checkin_help" => ["normal", "urgent"],
        "emergency" => ["emergency"],
        "human" or "feedback_negative" => ["normal"],
        "cancel" => ["low"],
        _ => ["none"],
    };
}
