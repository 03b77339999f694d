package ijepa.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageReading;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.Block;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;
import ijepa.core.model.Prediction;
import ijepa.renderer.diffusion.BlockWindow;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.Sampler;
import ijepa.renderer.diffusion.SamplingListener;
import ijepa.renderer.map.DecodedSheet;
import ijepa.renderer.map.Png;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa decoder sample}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draw what is predicted for the masked blocks of pictures.",
            "For each picture NAME.png, a sheet as the paper's Figure 6, and NAME-block1-1.png and so on, the samples.",
            "With --whole the target encoder's average over the whole image is decoded, as in Figure 7.",
            "",
            "  ijepa decoder sample cat.jpg --out decoded",
            "  ijepa decoder sample cat.jpg --checkpoint model.safetensors --decoder decoder.safetensors --seed 7 \\",
            "      --samples 8 --steps 25 --sampler dpm++ --out decoded",
            ""
        })
final class DecoderSampleCommand implements Callable<Integer> {

    /** Side in pixels of the picture on the sheet. */
    private static final int SHOWN = 448;

    @Parameters(
            paramLabel = "IMAGE",
            arity = "1..*",
            description = "Pictures: JPEG, PNG, WebP, BMP, TIFF, GIF, PPM or PGM.")
    private List<Path> images;

    @Mixin
    private ModelOptions weights;

    @Mixin
    private DecoderOptions drawing;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder to write to; is made if need be.")
    private Path out;

    @Option(names = "--layout", paramLabel = "FILE", description = "Blocks as JSON, in place of drawn ones.")
    private Path layoutFile;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Of the blocks, and the first sample's (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--whole", description = "Decode whole images from the target encoder, as in Figure 7.")
    private boolean whole;

    @Option(names = "--samples", defaultValue = "8", description = "Samples of each block (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--inpaint",
            description =
                    "Fit samples to the pixels around the block; an addition to the paper, whose samples see none.")
    private boolean inpaint;

    @Spec
    private CommandSpec spec;

    private volatile boolean stopped;

    @Override
    public Integer call() {
        if (samples < 1) {
            throw new InputException("--samples must be at least 1, not " + samples + ".");
        }
        if (whole && inpaint) {
            throw new InputException("--inpaint fits blocks to their surroundings, and a whole image has none.");
        }
        if (whole) {
            GivenOptions.refuse(spec, "--whole decodes whole images, not blocks", List.of("--layout"));
        }
        Sampler way = drawing.sampler();
        PrintWriter err = spec.commandLine().getErr();
        try (IJepa model = weights.load();
                Decoder decoder = drawing.load(model, err);
                StopOnSignal _ = new StopOnSignal(() -> stopped = true)) {
            MaskLayout layout = layout(model.spec().encoder().grid());
            int failed = 0;
            List<PredictionOutputs> outputs = PredictionOutputs.of(images, out);
            for (int i = 0; i < images.size() && !stopped; i++) {
                try {
                    sample(
                            model,
                            decoder,
                            layout,
                            way,
                            images.get(i),
                            outputs.get(i).sheet());
                } catch (InputException | IllegalArgumentException wrong) {
                    failed++;
                    err.println("ijepa: " + wrong.getMessage());
                    err.flush();
                }
            }
            if (stopped) {
                err.println("ijepa: stopped; what had been written by then is whole.");
                err.flush();
                return 1;
            }
            return failed == 0 ? 0 : 2;
        }
    }

    private MaskLayout layout(PatchGrid grid) {
        if (layoutFile == null) {
            return new MultiBlockSampler(MultiBlockSettings.nearestToPublished(grid)).draw(0, seed);
        }
        MaskLayout layout;
        try {
            layout = LayoutJson.read(Files.readString(layoutFile), layoutFile.toString());
        } catch (IOException failure) {
            throw new InputException(layoutFile + " cannot be read as text: " + Reason.of(failure) + ".", failure);
        }
        if (!layout.grid().equals(grid)) {
            throw new InputException(
                    layoutFile + " is for a grid of " + layout.grid().rows() + " x "
                            + layout.grid().columns() + " patches, but the checkpoint's is " + grid.rows() + " x "
                            + grid.columns() + ".");
        }
        return layout;
    }

    private void sample(IJepa model, Decoder decoder, MaskLayout blocks, Sampler way, Path file, Path sheet) {
        long start = System.nanoTime();
        Image picture = ImageReading.read(file);
        int side = model.spec().encoder().imageSize();
        Image square = Fit.CENTRE_CROP.apply(picture, Math.max(SHOWN, side));
        PatchGrid grid = blocks.grid();
        MaskLayout layout = whole
                ? new MaskLayout(
                        grid,
                        List.of(new Block(0, 0, grid.rows(), grid.columns())),
                        List.of(new Block(0, 0, grid.rows(), grid.columns())),
                        true)
                : blocks;
        List<Optional<List<Image>>> drawn = new ArrayList<>();
        if (whole) {
            Embeddings tokens = model.encodeTarget(Normalisation.apply(Fit.CENTRE_CROP.apply(picture, side)));
            drawn.add(draw(decoder, ConditionKind.IMAGE, tokens, way, Optional.empty()));
        } else {
            Prediction prediction = model.predict(Normalisation.apply(Fit.CENTRE_CROP.apply(picture, side)), layout);
            for (int m = 0; m < layout.targets().size() && !stopped; m++) {
                Block block = layout.targets().get(m).bounds(grid);
                Optional<BlockWindow> window = inpaint
                        ? Optional.of(BlockWindow.of(
                                square, grid, block, decoder.spec().unet().imageSize()))
                        : Optional.empty();
                drawn.add(draw(
                        decoder, ConditionKind.BLOCK, prediction.blocks().get(m).predicted(), way, window));
            }
        }
        if (stopped) {
            return;
        }
        List<List<Image>> rows = drawn.stream().map(Optional::orElseThrow).toList();
        String details = String.join(
                "  \u00b7  ",
                Path.of(weights.name()).getFileName().toString(),
                Path.of(drawing.name()).getFileName() + " (" + about(decoder) + ")",
                "seed " + seed,
                drawing.steps() + " steps of " + drawing.samplerName(),
                drawing.guidance() == 1 ? "no guidance" : "guidance " + drawing.guidance() + " (not in the paper)",
                inpaint ? "fitted to the pixels around (not in the paper)" : "nothing but the embedding is seen");
        DecodedSheet page =
                new DecodedSheet(square, layout, rows, file.getFileName().toString(), details);
        PredictionOutputs.write(Png.of(page.draw(2)), sheet);
        String base = sheet.getFileName().toString().replaceFirst("\\.png$", "");
        for (int m = 0; m < rows.size(); m++) {
            for (int i = 0; i < rows.get(m).size(); i++) {
                String name = base + (whole ? "-whole-" : "-block" + (m + 1) + "-") + (i + 1) + ".png";
                PredictionOutputs.write(Png.of(rows.get(m).get(i)), sheet.resolveSibling(name));
            }
        }
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                Locale.ROOT,
                "%s: %d samples in %.1f s; wrote %s%n",
                file,
                rows.size() * samples,
                (System.nanoTime() - start) / 1e9,
                sheet);
        print.flush();
    }

    /** Nothing when it was stopped. */
    private Optional<List<Image>> draw(
            Decoder decoder, ConditionKind kind, Embeddings tokens, Sampler way, Optional<BlockWindow> window) {
        long[] seeds = LongStream.range(seed, seed + samples).toArray();
        return decoder.sample(
                        new Decoder.Request(
                                kind,
                                tokens.mean(),
                                seeds,
                                way,
                                drawing.steps(),
                                drawing.guidance(),
                                window.map(BlockWindow::pixels)),
                        new SamplingListener() {
                            @Override
                            public boolean stepped(int done, int total, State state) {
                                return !stopped;
                            }

                            @Override
                            public void smallerBatch(int fewer) {
                                PrintWriter err = spec.commandLine().getErr();
                                err.println("ijepa: not enough memory for all samples at once: drawing " + fewer
                                        + " at a time.");
                                err.flush();
                            }
                        })
                .map(images -> images.stream()
                        .map(image -> window.map(own -> own.blockOf(image)).orElse(image))
                        .toList());
    }

    private static String about(Decoder decoder) {
        if (decoder.spec().isPublished()) {
            return "published weights";
        }
        List<String> words = new ArrayList<>(List.of(decoder.trainedSteps() + " steps"));
        words.addAll(decoder.spec().departures());
        return String.join(", ", words);
    }
}
