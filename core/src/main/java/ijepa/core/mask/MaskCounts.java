package ijepa.core.mask;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Draws images and counts, as many at a time as one likes; the statistics are there at any moment between. */
public final class MaskCounts {

    private static final int CHUNK = 256;
    /** Tries beyond are counted as this many. */
    private static final int MOST_TRIES = 200;

    private final PatchGrid grid;
    private final ImageDraws images;
    private final long seed;
    private final TorchGenerator places;
    private final DrawnImage image;
    private final int[] inContext;
    private final int[] inTarget;
    private final int[] lastSeen;
    private final long[] contextPatches;
    private final long[] targetPatches;
    private final long[] blockPatches;
    private final long[] lostPatches;
    private final long[] tries = new long[MOST_TRIES + 1];
    private long[][] shortest = {};
    private int[] sizes = {};
    private int draws;
    private int stamp;

    /**
     * Starts with nothing counted.
     *
     * @param seed of the places
     */
    public MaskCounts(MaskSampler sampler, long seed) {
        this.seed = seed;
        grid = sampler.grid();
        images = switch (sampler) {
            case MultiBlockSampler official -> official.images();
            case UnbiasedMultiBlockSampler unbiased -> unbiased.images();
            case RandomSampler random -> random.images();
            default -> new SampledImages(sampler);
        };
        places = new TorchGenerator(seed);
        image = images.room();
        int patches = grid.size();
        inContext = new int[patches];
        inTarget = new int[patches];
        lastSeen = new int[patches];
        contextPatches = new long[patches + 1];
        targetPatches = new long[patches + 1];
        blockPatches = new long[patches + 1];
        lostPatches = new long[patches + 1];
    }

    /** Images counted. */
    public int draws() {
        return draws;
    }

    /**
     * Draws more images, one of each coming iteration.
     *
     * @param cancelled asked now and then; once true, drawing stops
     * @return whether all were drawn
     */
    public boolean draw(int more, BooleanSupplier cancelled) {
        int end = Math.addExact(draws, more);
        sizes = Arrays.copyOf(sizes, end);
        while (draws < end) {
            if (draws % CHUNK == 0 && cancelled.getAsBoolean()) {
                return false;
            }
            int number = images.sizes(draws);
            images.draw(draws, number, places, image);
            sizes[draws] = number;
            count(number);
            draws++;
        }
        return true;
    }

    private void count(int number) {
        stamp++;
        for (int j = 0; j < image.contexts(); j++) {
            contextPatches[image.contextLength(j)]++;
            lostPatches[image.lost(j)]++;
            mark(image.context(j), image.contextLength(j), inContext);
        }
        stamp++;
        int covered = 0;
        for (int m = 0; m < image.targets(); m++) {
            blockPatches[image.targetLength(m)]++;
            covered += mark(image.target(m), image.targetLength(m), inTarget);
        }
        targetPatches[covered]++;
        tries[Math.min(image.tries(), MOST_TRIES)]++;
        if (number >= shortest.length) {
            int before = shortest.length;
            shortest = Arrays.copyOf(shortest, number + 1);
            for (int c = before; c <= number; c++) {
                shortest[c] = new long[grid.size() + 1];
            }
        }
        shortest[number][image.shortestContext()]++;
    }

    /** Counts each patch once an image; returns how many were new. */
    private int mark(int[] patches, int length, int[] counts) {
        int fresh = 0;
        for (int i = 0; i < length; i++) {
            int patch = patches[i];
            if (lastSeen[patch] != stamp) {
                lastSeen[patch] = stamp;
                counts[patch]++;
                fresh++;
            }
        }
        return fresh;
    }

    /**
     * What was counted so far.
     *
     * @param batch images of a batch, at least 1
     */
    public MaskStatistics statistics(int batch) {
        if (draws == 0) {
            throw new IllegalStateException("Nothing is drawn yet.");
        }
        Truncation truncation = new Truncation(images.cuts(), grid.size(), shortest);
        double[] context = shares(inContext);
        return new MaskStatistics(
                grid,
                draws,
                batch,
                context,
                images.cuts() && batch > 1 ? seen(truncation.survivalOfRanks(batch)) : context,
                shares(inTarget),
                new Histogram(contextPatches.clone()),
                new Histogram(targetPatches.clone()),
                new Histogram(blockPatches.clone()),
                new Histogram(lostPatches.clone()),
                new Histogram(tries.clone()),
                truncation);
    }

    private double[] shares(int[] counts) {
        return IntStream.of(counts).mapToDouble(count -> (double) count / draws).toArray();
    }

    /**
     * Draws the same images again, up to {@link MaskStatistics#ENOUGH_DRAWS}, and weighs each patch with its chance to
     * survive the cut, which keeps the lowest indices.
     */
    private double[] seen(double[][] survival) {
        double[] seen = new double[grid.size()];
        double[] chance = new double[grid.size()];
        int again = Math.min(draws, MaskStatistics.ENOUGH_DRAWS);
        TorchGenerator samePlaces = new TorchGenerator(seed);
        for (int draw = 0; draw < again; draw++) {
            images.draw(draw, sizes[draw], samePlaces, image);
            double[] ofRank = survival[sizes[draw]];
            int shortestOwn = image.shortestContext();
            if (image.contexts() == 1) {
                int[] patches = image.context(0);
                for (int rank = 0; rank < shortestOwn; rank++) {
                    seen[patches[rank]] += ofRank[rank];
                }
                continue;
            }
            // In several contexts a patch is seen where its best rank is.
            Arrays.fill(chance, 0);
            for (int j = 0; j < image.contexts(); j++) {
                int[] patches = image.context(j);
                for (int rank = 0; rank < shortestOwn; rank++) {
                    chance[patches[rank]] = Math.max(chance[patches[rank]], ofRank[rank]);
                }
            }
            for (int patch = 0; patch < seen.length; patch++) {
                seen[patch] += chance[patch];
            }
        }
        for (int patch = 0; patch < seen.length; patch++) {
            seen[patch] /= again;
        }
        return seen;
    }
}
