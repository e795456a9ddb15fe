using System.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>Writes a picture as Mermaid text, for pages and tools that draw such.</summary>
public static class MermaidWriter
{
    /// <summary>The whole diagram, each line ended by a line feed.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="language">The language of its words.</param>
    /// <param name="link">The address of a called dialog's own picture; null for no links.</param>
    public static string Write(DialogGraph graph, Language language, Func<string, string>? link = null)
    {
        var text = new StringBuilder("---\n").Append($"title: {Title(graph.Title[language])}\n").Append("---\nflowchart TD\n");
        foreach (var node in graph.Nodes)
        {
            var (before, after) = Brackets(node.Kind);
            text.Append($"    {node.Id}{before}\"{Escaped(Words(node, language))}\"{after}:::{Class(node.Kind)}\n");
            if (node.Dialog is { } called && link is not null) text.Append($"    click {node.Id} href \"{link(called)}\"\n");
        }
        foreach (var edge in graph.Edges)
        {
            var label = edge.Label is { } words ? $"|\"{Escaped(words[language])}\"|" : "";
            text.Append($"    {edge.From} {(edge.OnTimeout ? "-.->" : "-->")}{label} {edge.To}\n");
        }
        foreach (var (kind, style) in Styles) text.Append($"    classDef {Class(kind)} {style}\n");
        return text.ToString();
    }

    static readonly (GraphNodeKind Kind, string Style)[] Styles =
    [
        (GraphNodeKind.Start, "stroke:#0b6e5f,stroke-width:3px"),
        (GraphNodeKind.Ask, "stroke:#0b6e5f,stroke-width:2px"),
        (GraphNodeKind.Set, "stroke-dasharray:4"),
        (GraphNodeKind.Call, "stroke:#22558f,stroke-width:2px"),
        (GraphNodeKind.HandOff, "stroke:#b3201a,stroke-width:2px"),
        (GraphNodeKind.Ticket, "stroke:#865000,stroke-width:2px"),
    ];

    static (string, string) Brackets(GraphNodeKind kind) => kind switch
    {
        GraphNodeKind.Start or GraphNodeKind.End => ("([", "])"),
        GraphNodeKind.Ask => ("[/", "/]"),
        GraphNodeKind.Fork => ("{", "}"),
        GraphNodeKind.Call => ("[[", "]]"),
        GraphNodeKind.HandOff => ("{{", "}}"),
        GraphNodeKind.Ticket => ("[(", ")]"),
        GraphNodeKind.Set or GraphNodeKind.Again => ("(", ")"),
        _ => ("[", "]"),
    };

    static string Words(GraphNode node, Language language)
    {
        var choices = node.Choices.Select((choice, i) => $"{i + 1} {choice[language]}");
        var lines = new[] { node.Caption[language], node.Body[language], string.Join(" · ", choices) }.Where(line => line.Length > 0).ToArray();
        return lines.Length > 0 ? string.Join('\n', lines) : node.Kind == GraphNodeKind.End ? GraphTexts.Of("end")[language] : "?";
    }

    // Some kinds are words of the language itself, which cannot name a class.
    static string Class(GraphNodeKind kind) => $"is{kind}";

    static string Title(string title) => $"\"{title.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    static string Escaped(string text) => text.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal).Replace("`", "#96;", StringComparison.Ordinal)
        .ReplaceLineEndings("<br/>");
}
