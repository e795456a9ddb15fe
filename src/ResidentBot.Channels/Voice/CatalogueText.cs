using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>A text of the catalogue as it stands now.</summary>
/// <param name="key">As in <c>texts.yml</c>.</param>
/// <param name="language">In which language.</param>
/// <param name="values">What its placeholders are filled with.</param>
public delegate string CatalogueText(string key, Language language, params ReadOnlySpan<(string Name, string Value)> values);
