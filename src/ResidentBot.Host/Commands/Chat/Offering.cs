using NodaTime;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>A post made up for a rehearsal, offered to whoever of an address's people asked for jobs.</summary>
static class Offering
{
    const string Desk = "desk";

    /// <summary>Publishes it for a day, with one seat, and offers it.</summary>
    /// <param name="rehearsal">Where.</param>
    /// <param name="to">Whom.</param>
    /// <param name="title">What it is called, in both languages.</param>
    public static IEnumerable<Rehearsed> Of(Rehearsal rehearsal, Address to, string title)
    {
        if (title.Length == 0) throw new FormatException("/offer takes the post's title");
        var post = new Post
        {
            Id = $"post-{rehearsal.Now.ToUnixTimeSeconds()}",
            Title = new Texts(title, title),
            Where = new Texts("大门口200米", "200 m from the gate"),
            Hours = new Texts("8:30-16:00，能接孩子", "8:30-16:00, school hours"),
            Pay = new Texts("每天90元", "90 yuan a day"),
            Seats = 1,
            Until = rehearsal.Now + Duration.FromDays(1),
            PostedBy = Desk,
            PostedAt = rehearsal.Now,
        };
        var persons = rehearsal.World.Community.Residents.SelectMany(home => home.Persons).Where(person => person.Addresses.Contains(to)).Select(person => person.Id);
        yield return rehearsal.Do((id, at) => new TurnEvent.StaffActed(id, at, new StaffAction.Publish(Desk, Desk, post)));
        foreach (var person in persons.Order(StringComparer.Ordinal)) yield return rehearsal.Do((id, at) => new TurnEvent.PostOffered(id, at, post.Id, person));
    }
}
