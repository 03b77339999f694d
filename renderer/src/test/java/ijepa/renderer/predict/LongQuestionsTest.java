package ijepa.renderer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.model.Embeddings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Prediction;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.LossSpace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers to long questions against the same asked in small pieces. */
class LongQuestionsTest {

    private static final ModelSpec SPEC =
            new ModelSpec(new EncoderSpec(48, 8, 16, 2, 2, 4), new PredictorSpec(8, 2, 2));
    private static final PatchGrid GRID = SPEC.encoder().grid();
    private static final MaskLayout LAYOUT =
            new MaskLayout(GRID, List.of(new Block(2, 0, 4, 6)), List.of(new Block(0, 1, 2, 3)), false);

    @TempDir
    private static Path folder;

    private static IJepa model;
    private static ImageFolder pictures;
    private static ImageTensor image;

    @BeforeAll
    static void load() throws IOException {
        model = IJepa.load(SPEC, new Initialisation(SPEC, 3), new ComputeDevice.Cpu(), Precision.FP32);
        Path images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < 5; i++) {
            BufferedImage picture = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 48 * 48; p++) {
                picture.setRGB(p % 48, p / 48, (int) (0xFFFFFF * Math.abs(Math.sin((i + 1) * 0.003 * p + p / 97 * i))));
            }
            ImageIO.write(picture, "png", images.resolve("p" + i + ".png").toFile());
        }
        Files.writeString(images.resolve("p9.png"), "no picture");
        pictures = ImageFolder.scan(images);
        image = tensor(0);
    }

    private static ImageTensor tensor(int index) {
        return Normalisation.apply(
                Fit.CENTRE_CROP.apply(ImageReading.read(pictures.files().get(index)), 48));
    }

    @AfterAll
    static void free() {
        model.close();
    }

    @Test
    void theSweepIsAPredictionAtEveryPlace() {
        List<Double> told = new ArrayList<>();
        PositionSweep sweep = PositionSweep.of(model, image, LAYOUT, 0, told::add);
        assertThat(sweep.places()).hasSize(5 * 4);
        assertThat(told).isSorted().endsWith(1.0);
        int[] context = LAYOUT.contextPatches();
        Embeddings target = LossSpace.normalise(model.encodeTarget(image));
        for (Distance distance : Distance.values()) {
            double[] sums = new double[GRID.size()];
            int[] counts = new int[GRID.size()];
            for (int i = 0; i < sweep.places().size(); i++) {
                int[] patches = sweep.places().get(i).patches(GRID);
                Embeddings alone = model.predictBlocks(image, context, List.of(patches), Progress.NONE)
                        .getFirst();
                double[] errors = distance.errors(alone, target.rows(patches));
                assertThat(sweep.errors().get(distance)[i])
                        .isCloseTo(Arrays.stream(errors).average().orElseThrow(), within(1e-5));
                for (int k = 0; k < patches.length; k++) {
                    sums[patches[k]] += errors[k];
                    counts[patches[k]]++;
                }
            }
            for (int patch = 0; patch < sums.length; patch++) {
                assertThat(sweep.patches().get(distance)[patch]).isCloseTo(sums[patch] / counts[patch], within(1e-5));
            }
        }
        // At the block's own place it is the prediction of the layout.
        assertThat(sweep.errors().get(Distance.L2)[1])
                .isCloseTo(
                        BlockErrors.of(model.predict(image, LAYOUT), Distance.L2)
                                .mean()
                                .predicted(),
                        within(1e-4));
        Block best = sweep.best(Distance.COSINE);
        assertThat(sweep.errors().get(Distance.COSINE)[sweep.places().indexOf(best)])
                .isEqualTo(
                        Arrays.stream(sweep.errors().get(Distance.COSINE)).min().orElseThrow());
    }

    @Test
    void aSweepEndsWhenNobodyWantsItAndNeedsABlock() {
        assertThatThrownBy(() -> PositionSweep.of(model, image, LAYOUT, 0, share -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> PositionSweep.of(model, image, LAYOUT, 1, Progress.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no target block 2");
    }

    @Test
    void uncertaintyIsMeanAndSpreadOverPredictionsFromDrawnContexts() {
        MultiBlockSampler sampler = new MultiBlockSampler(MultiBlockSettings.nearestToPublished(GRID));
        ContextUncertainty found = ContextUncertainty.of(model, image, LAYOUT, 0, sampler, 6, 11, Progress.NONE);
        int[] target = LAYOUT.targetPatches(0);
        double[][] expected = new double[6][];
        for (int i = 0; i < 6; i++) {
            int[] seen = Arrays.stream(sampler.draw(i, 11).contextPatches())
                    .filter(patch -> Arrays.binarySearch(target, patch) < 0)
                    .toArray();
            assertThat(found.contexts().get(i)).isEqualTo(seen);
            MaskLayout alone = new MaskLayout(GRID, List.of(PatchSet.of(seen)), LAYOUT.targets(), false);
            Prediction.BlockPrediction block =
                    model.predict(image, alone).blocks().getFirst();
            expected[i] = Distance.L2.errors(block.predicted(), block.target());
        }
        double[] mean = found.mean(Distance.L2, GRID.size());
        double[] spread = found.spread(Distance.L2, GRID.size());
        for (int k = 0; k < target.length; k++) {
            int at = k;
            double average =
                    Arrays.stream(expected).mapToDouble(e -> e[at]).average().orElseThrow();
            double variance = Arrays.stream(expected)
                            .mapToDouble(e -> Math.pow(e[at] - average, 2))
                            .sum()
                    / 5;
            assertThat(mean[target[k]]).isCloseTo(average, within(1e-4));
            assertThat(spread[target[k]]).isCloseTo(Math.sqrt(variance), within(1e-4));
        }
        assertThat(mean[35]).isNaN();
        assertThat(found.byContext(Distance.L2)).hasSize(6);
    }

    @Test
    void neighboursAreTheMostSimilarBlocksOfEachImage() {
        Path file = folder.resolve("cache").resolve(BlockIndex.name("weights", pictures));
        assertThatThrownBy(() -> BlockIndex.open(SPEC.encoder(), model::encodeTarget, pictures, file, share -> {
                    if (share > 0.4) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(file).doesNotExist();
        Embeddings query = pooled(3, new Block(2, 1, 2, 3));
        try (BlockIndex index = BlockIndex.open(SPEC.encoder(), model::encodeTarget, pictures, file, Progress.NONE)) {
            assertThat(index.images()).isEqualTo(6);
            List<BlockIndex.Match> found = index.nearest(query, new Block(2, 1, 2, 3), false, 10);
            assertThat(found).hasSize(5);
            assertThat(found.getFirst().image()).isEqualTo(3);
            assertThat(found.getFirst().block()).isEqualTo(new Block(2, 1, 2, 3));
            assertThat(found.getFirst().similarity()).isCloseTo(1, within(1e-5));
            for (BlockIndex.Match match : found) {
                double best = -1;
                for (int top = 0; top <= 4; top++) {
                    for (int left = 0; left <= 3; left++) {
                        Embeddings block = pooled(match.image(), new Block(top, left, 2, 3));
                        best = Math.max(best, 1 - Distance.COSINE.between(query, 0, block, 0));
                    }
                }
                assertThat(match.similarity()).isCloseTo(best, within(1e-4));
            }
            requireContent(index, query);
        }
        // The second time it is there already.
        BlockIndex.open(SPEC.encoder(), model::encodeTarget, pictures, file, share -> {
                    throw new AssertionError("It is made again.");
                })
                .close();
    }

    /** With the mean over the images taken off at each patch, on both sides. */
    private static void requireContent(BlockIndex index, Embeddings query) {
        Block asked = new Block(2, 1, 2, 3);
        for (BlockIndex.Match match : index.nearest(query, asked, true, 10)) {
            double best = -1;
            for (int top = 0; top <= 4; top++) {
                for (int left = 0; left <= 3; left++) {
                    Block place = new Block(top, left, 2, 3);
                    best = Math.max(
                            best,
                            1
                                    - Distance.COSINE.between(
                                            less(query, asked), 0, less(pooled(match.image(), place), place), 0));
                }
            }
            assertThat(match.similarity()).isCloseTo(best, within(2e-3));
        }
    }

    private static Embeddings less(Embeddings vector, Block place) {
        float[] rest = vector.values().clone();
        for (int picture = 0; picture < 5; picture++) {
            Embeddings there = pooled(picture, place);
            for (int k = 0; k < rest.length; k++) {
                rest[k] -= there.get(0, k) / 5;
            }
        }
        return new Embeddings(1, rest.length, rest);
    }

    private static Embeddings pooled(int picture, Block block) {
        Embeddings all = LossSpace.normalise(model.encodeTarget(tensor(picture)));
        Embeddings rows = all.rows(block.patches(GRID));
        return new Embeddings(1, rows.dimension(), rows.mean());
    }

    @Test
    void anIndexIsNamedAfterTheWeightsAndTheListing() throws IOException {
        String name = BlockIndex.name("a", pictures);
        assertThat(BlockIndex.name("b", pictures)).isNotEqualTo(name);
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.copy(pictures.files().getFirst(), more.resolve("p0.png"));
        assertThat(BlockIndex.name("a", ImageFolder.scan(more))).isNotEqualTo(name);
        assertThat(BlockIndex.name("a", ImageFolder.scan(pictures.root()))).isEqualTo(name);
    }

    @Test
    void aSetsMeanIsTheMeanOfItsImages() {
        List<Supplier<Image>> all = new ArrayList<>();
        pictures.files().forEach(file -> all.add(() -> ImageReading.read(file)));
        ImageSet set = ImageSet.of(SPEC.encoder(), model::encodeTarget, all, Fit.CENTRE_CROP, Progress.NONE);
        assertThat(set.images()).isEqualTo(5);
        double[] mean = new double[16];
        for (int i = 0; i < 5; i++) {
            Embeddings one = LossSpace.normalise(model.encodeTarget(tensor(i)));
            for (int v = 0; v < one.values().length; v++) {
                mean[v % 16] += one.values()[v] / (5.0 * one.count());
            }
        }
        for (int k = 0; k < 16; k++) {
            assertThat(set.mean().get(0, k)).isCloseTo((float) mean[k], within(1e-5f));
        }
        assertThatThrownBy(() -> ImageSet.of(
                        SPEC.encoder(), model::encodeTarget, all.subList(5, 6), Fit.CENTRE_CROP, Progress.NONE))
                .isInstanceOf(InputException.class);
    }

    @Test
    void comparedCheckpointsKeepTheirNumbersAndRefuseOtherGrids() {
        ComparedCheckpoint compared = ComparedCheckpoint.of("mine", model, image, LAYOUT);
        assertThat(compared.mean(Distance.L2).predicted())
                .isEqualTo(BlockErrors.of(model.predict(image, LAYOUT), Distance.L2)
                        .mean()
                        .predicted());
        assertThat(compared.error(Distance.L2).value(GRID.index(0, 1))).isPositive();
        assertThat(compared.error(Distance.L2).value(GRID.index(5, 5))).isNaN();
        MaskLayout other = new MaskLayout(
                new PatchGrid(5, 5), List.of(new Block(0, 0, 5, 5)), List.of(new Block(0, 0, 1, 1)), false);
        assertThatThrownBy(() -> ComparedCheckpoint.of("mine", model, image, other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one grid");
        // Fresh encoders are equal.
        assertThat(Arrays.stream(ComparedCheckpoint.encoders(model, image, GRID)
                        .get(Distance.L2)
                        .values()))
                .allMatch(error -> Math.abs(error) < 1e-4);
    }

    @Test
    void oneIndexIsMadeAtATimeAndFoundByTheOther(@TempDir Path own) throws Exception {
        Path file = own.resolve("index.safetensors");
        AtomicInteger encoded = new AtomicInteger();
        TargetEncoding counted = image -> {
            encoded.incrementAndGet();
            return model.encodeTarget(image);
        };
        BlockIndex.open(SPEC.encoder(), counted, pictures, own.resolve("alone.safetensors"), Progress.NONE)
                .close();
        int once = encoded.getAndSet(0);
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<BlockIndex>> made = both.invokeAll(Collections.nCopies(
                    2, () -> BlockIndex.open(SPEC.encoder(), counted, pictures, file, Progress.NONE)));
            for (Future<BlockIndex> each : made) {
                each.get().close();
            }
        }
        assertThat(encoded).hasValue(once);
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files).containsExactlyInAnyOrder(file, own.resolve("alone.safetensors"));
        }
    }

    @Test
    void indicesThatWereNotUsedForLongestGo(@TempDir Path own) throws Exception {
        for (int i = 0; i < 4; i++) {
            Path file = Files.write(own.resolve("i" + i + ".safetensors"), new byte[100]);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + i));
        }
        Path oldest = own.resolve("i0.safetensors");
        IndexCache.used(oldest);
        IndexCache.prune(own.resolve("i3.safetensors"), 250);
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files).containsExactlyInAnyOrder(oldest, own.resolve("i3.safetensors"));
        }
        IndexCache.prune(own.resolve("i3.safetensors"), 0);
        assertThat(own.resolve("i3.safetensors")).exists();
    }
}
