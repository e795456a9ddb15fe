namespace ResidentBot.Channels.Held;

/// <summary>How the requests of one account wait for what is decided.</summary>
/// <param name="AnswerWithin">How long one waits; zero for not at all.</param>
/// <param name="PassiveOnly">Whether nothing can be said but in the answer to a request.</param>
/// <param name="Fits">Whether what is said has room in one answer.</param>
sealed record HeldRules(TimeSpan AnswerWithin, bool PassiveOnly, Func<string, bool> Fits);
