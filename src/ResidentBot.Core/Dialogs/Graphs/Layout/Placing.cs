namespace ResidentBot.Core.Dialogs.Graphs.Layout;

/// <summary>Gives the spots of ordered rows their middles, so that ways run straight and nothing touches.</summary>
static class Placing
{
    const int Sweeps = 80;
    const double BoxGap = 26;
    const double WayGap = 13;
    const double ToTheMiddle = 1000;

    /// <summary>Moves every row towards what it is joined to, down and up in turn.</summary>
    public static void Place(IReadOnlyList<IReadOnlyList<Spot>> rows)
    {
        foreach (var row in rows)
            for (var i = 0; i < row.Count; i++) row[i].X = i == 0 ? 0 : row[i - 1].X + Distance(row[i - 1], row[i]);
        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var i = 0; i < rows.Count; i++)
                Settle(rows[sweep % 2 == 0 ? i : rows.Count - 1 - i], up: sweep % 2 == 1, both: sweep > Sweeps / 2);
    }

    // The middles nearest to the wanted ones, by the sum of weighted squares, that keep order and distance: neighbours that
    // would come too near are joined into one block, which stands where its members together want to be.
    static void Settle(IReadOnlyList<Spot> row, bool up, bool both)
    {
        var blocks = new Stack<(double Wanted, double Weight, int Count)>();
        var offset = new double[row.Count];
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0) offset[i] = offset[i - 1] + Distance(row[i - 1], row[i]);
            var (wanted, weight) = Wanted(row[i], up, both);
            var block = (Wanted: wanted - offset[i], Weight: weight, Count: 1);
            while (blocks.TryPeek(out var last) && last.Wanted > block.Wanted)
            {
                blocks.Pop();
                var sum = last.Weight + block.Weight;
                block = ((last.Wanted * last.Weight + block.Wanted * block.Weight) / sum, sum, last.Count + block.Count);
            }
            blocks.Push(block);
        }
        var at = row.Count;
        foreach (var (wanted, _, count) in blocks)
            for (var i = 0; i < count; i++) row[--at].X = wanted + offset[at];
    }

    static (double X, double Weight) Wanted(Spot spot, bool up, bool both)
    {
        var (sum, weight) = (0.0, spot.Central ? ToTheMiddle : 0.0);
        if (both || !up) Add(spot.Above);
        if (both || up) Add(spot.Below);
        return weight > 0 ? (sum / weight, weight) : (spot.X, 0.1);

        void Add(List<Spot> joined)
        {
            foreach (var other in joined)
            {
                // A long way that bends is worse than a box that stands a little aside.
                var pull = spot.Passing && other.Passing ? 30 : spot.Passing || other.Passing ? 2 : 3;
                (sum, weight) = (sum + pull * other.X, weight + pull);
            }
        }
    }

    static double Distance(Spot left, Spot right) =>
        (left.Room.Width + right.Room.Width) / 2 + (left.Room.Width > 0 && right.Room.Width > 0 ? BoxGap : WayGap);
}
