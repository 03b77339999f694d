package ijepa.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The course of a run's loss in a few numbers, for a picture as small as a word. Only a few places of the file are read,
 * so that it takes as long for a run of a million steps as for one of a hundred.
 */
public final class LossSketch {

    /** Longer than any two records together, so that every place has a whole one behind it. */
    private static final int PIECE = 4096;

    private LossSketch() {}

    /**
     * Losses of single steps, evenly over the run so far.
     *
     * @param points most that are wanted, at least 2
     * @return finite losses in the order of the steps; none where there are none yet
     * @throws IOException when the metrics cannot be read
     */
    public static double[] read(RunDirectory run, int points) throws IOException {
        try (FileChannel channel = FileChannel.open(run.metrics(), StandardOpenOption.READ)) {
            long size = channel.size();
            if (size <= (long) points * PIECE) {
                return thinned(losses(read(channel, 0, (int) size)).toArray(), points);
            }
            double[] found = new double[points];
            int count = 0;
            for (int i = 0; i < points; i++) {
                // What stands before the first line end belongs to a record that began earlier.
                String piece = read(channel, (size - PIECE) * i / (points - 1), PIECE);
                DoubleStream whole = losses(piece.substring(piece.indexOf('\n') + 1));
                OptionalDouble loss = i < points - 1 ? whole.findFirst() : whole.reduce((before, last) -> last);
                if (loss.isPresent()) {
                    found[count++] = loss.getAsDouble();
                }
            }
            return Arrays.copyOf(found, count);
        } catch (NoSuchFileException none) {
            return new double[0];
        }
    }

    private static String read(FileChannel channel, long place, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(length);
        int got = channel.read(piece, place);
        return new String(piece.array(), 0, Math.max(0, got), StandardCharsets.UTF_8);
    }

    /** Losses in the order of the lines, of which only those that are asked for are read. */
    private static DoubleStream losses(String lines) {
        return lines.lines()
                .map(MetricsJson::read)
                .flatMap(Optional::stream)
                .filter(Metric.OfStep.class::isInstance)
                .mapToDouble(step -> ((Metric.OfStep) step).loss())
                .filter(Double::isFinite);
    }

    private static double[] thinned(double[] all, int points) {
        if (all.length <= points) {
            return all;
        }
        return IntStream.range(0, points)
                .mapToDouble(i -> all[(int) ((long) (all.length - 1) * i / (points - 1))])
                .toArray();
    }
}
