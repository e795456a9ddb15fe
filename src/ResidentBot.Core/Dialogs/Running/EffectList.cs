using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>The effects of one turn. Statements in a row become one message: a text costs money and an old phone shows few of them.</summary>
sealed class EffectList
{
    readonly List<DialogEffect> _effects = [];

    public void Add(DialogEffect effect) => _effects.Add(effect);

    /// <summary>Says words; a text of nothing but names without a value is nothing to send.</summary>
    public void Say(string text)
    {
        if (!string.IsNullOrWhiteSpace(text)) Ask(text, [], askLocation: false);
    }

    public void Ask(string text, ImmutableArray<Choice> choices, bool askLocation)
    {
        if (_effects is [.., DialogEffect.Say { Choices.IsEmpty: true } last])
            _effects[^1] = new DialogEffect.Say($"{last.Text}\n{text}", choices, askLocation);
        else
            _effects.Add(new DialogEffect.Say(text, choices, askLocation));
    }

    public ImmutableArray<DialogEffect> Done() => [.. _effects];
}
