using System.Collections.Immutable;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities.Templates;

/// <summary>Which of our texts are sent as templates that the provider has approved.</summary>
public sealed record MessageTemplates
{
    /// <summary>Whether the provider takes no free text.</summary>
    public bool OnlyTemplates { get; init; }

    /// <summary>Templates by the key of our text.</summary>
    public ImmutableDictionary<string, MessageTemplate> Templates { get; init; } = ImmutableDictionary<string, MessageTemplate>.Empty;

    /// <summary>The template for all other words, which stand in it as <c>{text}</c>; null for none.</summary>
    public MessageTemplate? Otherwise { get; init; }
}

/// <summary>A template at the provider.</summary>
/// <param name="Id">The provider's own name for it, in each language.</param>
/// <param name="Params">Its variables, in order.</param>
public sealed record MessageTemplate(Texts Id, ImmutableArray<TemplateParam> Params)
{
    /// <summary>The longest <c>{text}</c> one message takes, in UTF-16 units; a longer one leaves in parts.</summary>
    public int Most { get; init; } = 500;
}

/// <summary>A variable of a template.</summary>
/// <param name="Name">As the provider calls it.</param>
/// <param name="Value">From the values of our text.</param>
/// <param name="IsDigits">Whether the provider takes digits alone; another value is not sent.</param>
/// <param name="Most">The longest value; a longer one is cut.</param>
public sealed record TemplateParam(string Name, FilledText Value, bool IsDigits, int Most);
