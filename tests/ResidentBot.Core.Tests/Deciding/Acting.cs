using NodaTime;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What happens often in these tests, in one word.</summary>
static class Acting
{
    public static string Publishes(this Desk desk, string id, int seats, int hours = 48)
    {
        desk.Acts(new StaffAction.Publish("lin", "林小燕", new Post
        {
            Id = id,
            Title = new Texts("包装工", "Packer"),
            Where = new Texts("门口200米", "200 m from the gate"),
            Hours = new Texts("8:00-16:00", "8:00-16:00"),
            Pay = new Texts("每天90元", "90 yuan a day"),
            Seats = seats,
            Until = desk.Now + Duration.FromHours(hours),
            PostedBy = "lin",
            PostedAt = desk.Now,
        }));
        return id;
    }

    public static void Offers(this Desk desk, string post, params string?[] persons)
    {
        foreach (var person in persons) desk.Decide(new TurnEvent.PostOffered($"o:{post}:{person}", desk.Now, post, person));
    }
}
