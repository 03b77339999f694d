package ijepa.renderer.diffusion;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import ijepa.core.InputException;
import ijepa.core.checkpoint.AtomicFile;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageReading;
import ijepa.core.image.Normalisation;
import ijepa.core.image.Resampling;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.model.IJepa;
import ijepa.renderer.map.Png;

/**
 * What a decoder draws while it learns: a row for each of a few pictures, the real crop first, then samples of it; whole
 * images above, blocks below. Pictures, masks and seeds are the same on every sheet of a run.
 */
final class SampleSheets {

    private static final int PICTURES = 4;
    private static final int SAMPLES = 6;
    private static final int STEPS = 20;
    private static final int GAP = 4;

    private final List<Row> rows;
    private final int side;

    private record Row(ConditionKind kind, Image real, float[] embedding) {}

    private SampleSheets(List<Row> rows, int side) {
        this.rows = rows;
        this.side = side;
    }

    /**
     * Sheets of pictures from a folder, evenly over it.
     *
     * @throws InputException when none of them can be read
     */
    static SampleSheets of(IJepa model, ImageFolder folder, DecoderTrainingConfig config) {
        int seen = model.spec().encoder().imageSize();
        PatchGrid grid = model.spec().encoder().grid();
        MaskStrategy strategy = config.masks().nearestOn(grid);
        TorchGenerator places = new TorchGenerator(config.seed());
        List<Row> whole = new ArrayList<>();
        List<Row> blocks = new ArrayList<>();
        for (int i = 0; i < Math.min(PICTURES, folder.size()); i++) {
            Image picture;
            try {
                picture = ImageReading.read(
                        folder.files().get(i * folder.size() / Math.min(PICTURES, folder.size())),
                        ImageReading.Orientation.AS_STORED);
            } catch (InputException unreadable) {
                continue;
            }
            Image square = Fit.CENTRE_CROP.apply(picture, DecoderBatches.squareSide(seen, config.imageSize()));
            Image own = Fit.CENTRE_CROP.apply(picture, seen);
            if (config.imageShare() > 0) {
                whole.add(new Row(
                        ConditionKind.IMAGE,
                        Resampling.resize(square, config.imageSize(), config.imageSize()),
                        model.encodeTarget(Normalisation.apply(own)).mean()));
            }
            if (config.imageShare() < 1) {
                MaskLayout layout = strategy.sampler(grid).sample(i, 1, places).seen(0);
                Block block = layout.targets().getFirst().bounds(grid);
                blocks.add(new Row(
                        ConditionKind.BLOCK,
                        Resampling.resize(
                                square, BlockWindow.crop(square, grid, block), config.imageSize(), config.imageSize()),
                        model.predict(Normalisation.apply(own), layout)
                                .blocks()
                                .getFirst()
                                .predicted()
                                .mean()));
            }
        }
        List<Row> rows = new ArrayList<>(whole);
        rows.addAll(blocks);
        if (rows.isEmpty()) {
            throw new InputException("None of the pictures for sheets of samples in " + folder.root()
                    + " can be read: repair or remove them, or ask for no sheets (--sheet-every 0).");
        }
        return new SampleSheets(rows, config.imageSize());
    }

    /**
     * Draws a sheet and writes it as PNG.
     *
     * @throws InputException when it cannot be written
     */
    void write(Decoder decoder, Path file) {
        BufferedImage page = new BufferedImage(
                (1 + SAMPLES) * (side + GAP) + GAP, rows.size() * (side + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
        graphics.dispose();
        List<Image> samples = new ArrayList<>();
        for (ConditionKind kind : List.of(ConditionKind.IMAGE, ConditionKind.BLOCK)) {
            List<Decoder.Request> requests = rows.stream()
                    .filter(row -> row.kind == kind)
                    .map(row -> new Decoder.Request(
                            kind,
                            row.embedding,
                            LongStream.range(0, SAMPLES).toArray(),
                            new Sampler.DpmSolver(),
                            STEPS))
                    .toList();
            if (!requests.isEmpty()) {
                samples.addAll(decoder.sample(requests, SamplingListener.NONE).orElseThrow());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            put(page, rows.get(r).real, r, 0);
            for (int i = 0; i < SAMPLES; i++) {
                put(page, samples.get(r * SAMPLES + i), r, 1 + i);
            }
        }
        AtomicFile.write(file, Png.of(page));
    }

    private void put(BufferedImage page, Image picture, int row, int column) {
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                page.setRGB(GAP + column * (side + GAP) + x, GAP + row * (side + GAP) + y, picture.argb(x, y));
            }
        }
    }
}
