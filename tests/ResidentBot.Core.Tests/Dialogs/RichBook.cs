using ResidentBot.Core.Dialogs;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>Every kind of question and step in one book, and what may have become of it while somebody was asked.</summary>
static class RichBook
{
    static readonly DialogFile Asking = Books.Dialog("""
              - ask: kind
                type: choice
                text: {zh: [哪种？, 什么样的？], en: [Which?, What kind?], simple: {zh: 哪种, en: Which}}
                prefill_from_opening: true
                on_timeout: resume
                choices:
                  - {id: a, label: {zh: 水管, en: A}}
                  - {id: b, label: {zh: 漏水, en: B}}
                  - {id: c, label: {zh: 丙, en: C}}
                  - {id: d, label: {zh: 丁, en: D}}
                  - {id: e, label: {zh: 戊, en: E}}
                  - {id: f, label: {zh: 己, en: F}}
              - call: {dialog: sub, with: {what: "{answers.kind}"}, result: {where: place, day: day}}
              - ask: photo
                type: photo
                text: {zh: 照片？, en: Photo?}
                optional: true
                else_task: {queue: desk, summary: "{answers.where}"}
              - confirm: [kind, where, day]
                on_timeout: hand_off
                on_stop: other
              - open_ticket: {kind: request, queue: desk, summary: "{answers.kind} {answers.day}", fields: [kind, where, day, photo]}
              - ask: count
                type: number
                text: {zh: "{answers.where}几个？", en: How many?}
                min: 1
                optional: true
              - say: {zh: "{answers.count}件", en: "{answers.count|one|#}"}
              - id: other
                ask: pay
                type: amount
                text: {zh: 多少钱？, en: How much?}
                on_timeout: kind
            """);

    static readonly DialogFile Called = new("sub.yml", """
            dialog: sub
            title: {zh: 哪里, en: Where}
            takes: [what]
            resume_within: 2h
            steps:
              - ask: place
                type: address
                text: {zh: "{answers.what}在哪？", en: Where?}
                on_timeout: resume
              - ask: day
                type: date
                text: {zh: 哪天？, en: When?}
                min: today
                tries: 4
              - return: {place: "{answers.place}", day: "{answers.day}"}
            """);

    public static DialogBook Now { get; } = Books.Read(Asking, Called);

    public static DialogBook[] Edited { get; } =
    [
        Books.Of("  - end: true"),
        Books.Of("  - end: true", "sub"),
        Books.Read(Books.Dialog("  - ask: place\n    type: text\n    text: {zh: 在哪, en: Where}\n  - confirm: [place]"), Books.Dialog("  - end: true", "sub")),
        Books.Read(Books.Dialog("  - call: sub\n  - ask: kind\n    type: yes_no\n    text: {zh: 吗, en: Eh}\n  - confirm: [kind]"), Books.Dialog("  - ask: day\n    type: photo\n    text: {zh: 图, en: Pic}", "sub")),
        Books.Read(Books.Dialog("  - ask: photo\n    type: phone\n    text: {zh: 号, en: No}\n  - id: sub\n    say: {zh: 无, en: None}"), Books.Dialog("  - ask: place\n    type: date\n    text: {zh: 日, en: Day}", "sub")),
        // The question that waits is still there, but not all of those before it.
        Books.Read(Asking, Called with { Text = Called.Text.Replace("ask: place", "ask: street", StringComparison.Ordinal).Replace("answers.place", "answers.street", StringComparison.Ordinal) }),
        Books.Read(Asking with { Text = Asking.Text.Replace("ask: kind", "ask: kind\n    id: what", StringComparison.Ordinal).Replace("on_timeout: kind", "on_timeout: what", StringComparison.Ordinal) }, Called),
        Books.Shipped,
    ];
}
