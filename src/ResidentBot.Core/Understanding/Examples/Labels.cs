using System.Collections.Immutable;

namespace ResidentBot.Core.Understanding.Examples;

/// <summary>The names that examples may use.</summary>
public static class Labels
{
    /// <summary>What a column says that does not apply.</summary>
    public const string None = "-";

    /// <summary>Intents learned from examples: each has a file of its own.</summary>
    public static readonly ImmutableArray<string> Intents =
    [
        "service_request", "request_status", "job_search", "job_apply", "job_unsubscribe", "checkin_ok", "checkin_help", "emergency", "human", "opt_out", "opt_in",
        "greeting", "thanks", "cancel", "feedback_positive", "feedback_negative", "out_of_scope",
    ];

    /// <summary>What a request or an emergency is about.</summary>
    public static readonly ImmutableArray<string> Categories =
    [
        "plumbing", "electric", "gas", "elevator", "heating", "lighting", "sanitation", "noise", "parking", "security", "door_lock", "network_tv", "property_fee",
        "dispute", "documents_allowance", "medical_help", "school_child", "other",
    ];

    /// <summary>How soon: the later in the list, the sooner.</summary>
    public static readonly ImmutableArray<string> Urgencies = ["none", "low", "normal", "urgent", "emergency"];

    /// <summary>Whether an intent's examples have a category.</summary>
    public static bool HasCategory(string intent) => intent is "service_request" or "emergency";
}
