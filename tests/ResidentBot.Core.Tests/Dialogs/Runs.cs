using ResidentBot.Core.Dialogs;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>A dialog that asks twice, and what its turns say.</summary>
static class Runs
{
    /// <summary>A choice and a question.</summary>
    public const string Asking = """
          - ask: kind
            type: choice
            text: {zh: 哪种？, en: Which?}
            choices:
              - {id: gas, label: {zh: 气, en: Gas}}
              - {id: water, label: {zh: 水, en: Water}}
          - ask: more
            text: {zh: 还有呢？, en: What else?}
          - say: {zh: "{answers.kind}{answers.more}", en: "{answers.kind} {answers.more}"}
        """;

    /// <summary>What was said in a turn.</summary>
    public static string Said(DialogTurn turn) => string.Join("|", turn.Effects.OfType<DialogEffect.Say>().Select(say => say.Text));

    /// <summary>The dialog <c>d</c> of a book at its first question, as it comes back from the store.</summary>
    public static DialogSession Started(DialogBook book, string turn = "turn-1") => Talk.Restored(DialogRun.Start(book, "d", Books.Context(turn), "开始").Session)!;
}
