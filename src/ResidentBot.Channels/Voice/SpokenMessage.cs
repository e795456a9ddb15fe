using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>Makes of messages what is said in a call; null where even the bare words are too long for one request.</summary>
sealed class SpokenMessage(VoiceSettings settings, CatalogueText texts, CallAddresses addresses)
{
    /// <summary>How long a caller may answer what is no question.</summary>
    const int AfterWords = 4;

    /// <summary>The words of a call that we begin. Silence is no answer: it is asked once more, and then goodbye is said.</summary>
    internal string? First(Outgoing message) => Fitting([message], isFirst: true);

    /// <summary>What is said in a call that is going on.</summary>
    internal string? Next(ImmutableArray<Outgoing> messages) => Fitting(messages, isFirst: false);

    // What is too long is said once, and then without what came before the last message.
    string? Fitting(ImmutableArray<Outgoing> messages, bool isFirst)
    {
        foreach (var (said, repeats) in (ReadOnlySpan<(ImmutableArray<Outgoing>, bool)>)[(messages, true), (messages, false), ([messages[^1]], false)])
            if (Write(said, isFirst, repeats) is { Length: <= Twiml.Longest } document) return document;
        var last = messages[^1];
        for (var length = last.Text.Length * 3 / 4; length > 100; length = length * 3 / 4)
            if (Write([last with { Text = Head(last.Text, length) }], isFirst, repeats: false) is { Length: <= Twiml.Longest } document) return document;
        return null;
    }

    string Write(ImmutableArray<Outgoing> messages, bool isFirst, bool repeats)
    {
        var document = new Twiml(settings, texts);
        var last = messages[^1];
        var language = LanguageOf(last);
        foreach (var before in messages[..^1]) document.Say(before.Phrase?.Key, before.Text, LanguageOf(before));
        if (messages.Any(message => message.Connect))
            return document.Say(last.Phrase?.Key, last.Text, language).Say("call_connect", language).Redirect(addresses.ToConnect(language)).ToString();
        var isQuestion = !last.Choices.IsEmpty || last.Text.TrimEnd() is [.., '?' or '？'];
        if (!isQuestion) return document.Ask(last, language, addresses.ToHeard(last, 1, language), AfterWords).Say("call_goodbye", language).Hangup().ToString();
        if (isFirst && repeats) document.AskKeys(last, language, addresses.ToHeard(last, 1, language)).AskChoices(last, language, addresses.ToHeard(last, 2, language));
        else if (repeats) document.Ask(last, language, addresses.ToHeard(last, 1, language));
        return document.Ask(last, language, addresses.ToHeard(last, 3, language), tellSilence: !isFirst).Say("call_unheard", language).Hangup().ToString();
    }

    static Language LanguageOf(Outgoing message) =>
        message.Phrase?.Language ?? (message.Text.Any(c => c is >= '\u3400' and <= '\u9fff') ? Language.Zh : Language.En);

    // Whole sentences, where there are any.
    static string Head(string text, int length)
    {
        var end = text.AsSpan(0, length).LastIndexOfAny("。！？.!?\n");
        return text[..(end > length / 2 ? end + 1 : TextCut.Whole(text, length))];
    }
}
