package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import ijepa.core.InputException;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;
import ijepa.core.model.Prediction;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.figure.Mark;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Raster;
import ijepa.renderer.figure.Tile;

/** The paper's Figures 6 and 7: samples of what an embedding holds. */
final class DecodedTemplate {

    static final int HIDDEN = 0xFFD0D5DA;

    private final FigureInputs inputs;
    private final SampleStore store;
    private final Progress progress;
    private final Consumer<String> warnings;
    private int done;
    private int total;

    /**
     * Figures of samples.
     *
     * @param warnings is given what should be said although the figure can be made
     */
    DecodedTemplate(FigureInputs inputs, SampleStore store, Progress progress, Consumer<String> warnings) {
        this.inputs = inputs;
        this.store = store;
        this.progress = progress;
        this.warnings = warnings;
    }

    Panel blocks(PanelSource.Figure6 source) {
        MaskLayout layout = source.layout();
        List<Integer> blocks = source.blocks().isEmpty()
                ? IntStream.range(0, layout.targets().size()).boxed().toList()
                : source.blocks();
        if (blocks.stream()
                .anyMatch(block -> block < 0 || block >= layout.targets().size())) {
            throw new InputException(
                    "The figure asks for blocks " + blocks + " counted from 0, but its layout has only "
                            + layout.targets().size() + ".");
        }
        check(source.checkpoint(), source.decoder());
        PatchSet context = PatchSet.of(layout.contextPatches());
        Mark hidden = Mark.Cells.over(layout.grid(), patch -> !context.contains(patch), HIDDEN);
        List<List<Optional<Tile>>> rows = new ArrayList<>();
        total = source.images().size() * blocks.size();
        for (FileInput file : source.images()) {
            Photograph photograph = Photograph.of(file, source.fit(), inputs);
            Lazy prediction = new Lazy(source, photograph);
            for (int block : blocks) {
                Block bounds = layout.targets().get(block).bounds(layout.grid());
                Mark outline = new Mark.Outline(layout.targets().get(block), block);
                String description = String.join(
                        "\n",
                        "block",
                        describe(file, source.fit().name()),
                        LayoutJson.write(layout),
                        "" + block,
                        weights(source.checkpoint(), source.decoder()) + "\n" + source.decoding());
                List<Image> samples =
                        store.samples(description, source.decoding().samples(), () -> prediction.samples(block));
                List<Optional<Tile>> row = new ArrayList<>();
                row.add(Optional.of(Tile.picture(layout.grid(), photograph.shown(), List.of(outline))));
                row.add(Optional.of(Tile.picture(layout.grid(), photograph.shown(), List.of(hidden, outline))));
                for (Image sample : samples) {
                    row.add(Optional.of(Tile.picture(
                            layout.grid(),
                            photograph.shown(),
                            List.of(hidden, new Mark.Inside(bounds, Raster.of(sample)), outline))));
                }
                rows.add(row);
                progress.step(++done, total);
            }
        }
        return panel(rows, "Context", source.decoding().samples());
    }

    Panel wholes(PanelSource.Figure7 source) {
        check(source.checkpoint(), source.decoder());
        // The whole image is one tile; a grid of one cell gives it its square form.
        PatchGrid square = new PatchGrid(1, 1);
        List<List<Optional<Tile>>> rows = new ArrayList<>();
        total = source.images().size();
        for (FileInput file : source.images()) {
            Photograph photograph = Photograph.of(file, source.fit(), inputs);
            String description = String.join(
                    "\n",
                    "whole",
                    describe(file, source.fit().name()),
                    weights(source.checkpoint(), source.decoder()) + "\n" + source.decoding());
            List<Image> samples = store.samples(description, source.decoding().samples(), () -> {
                IJepa model = inputs.model(source.checkpoint());
                Embeddings tokens =
                        model.encodeTarget(photograph.tensor(model.spec().encoder()));
                return draw(inputs.decoder(source.decoder()), ConditionKind.IMAGE, tokens, source.decoding());
            });
            List<Optional<Tile>> row = new ArrayList<>();
            row.add(Optional.of(Tile.picture(square, photograph.shown(), List.of())));
            samples.forEach(sample -> row.add(Optional.of(Tile.picture(square, Raster.of(sample), List.of()))));
            rows.add(row);
            progress.step(++done, total);
        }
        return panel(rows, null, source.decoding().samples());
    }

    private static Panel panel(List<List<Optional<Tile>>> rows, String second, int samples) {
        List<String> heads = new ArrayList<>(List.of("Original"));
        if (second != null) {
            heads.add(second);
        }
        for (int i = 1; i <= samples; i++) {
            heads.add("Sample " + i);
        }
        return new Panel.Pictures(heads, Collections.nCopies(rows.size(), ""), rows, List.of());
    }

    private static String describe(FileInput file, String fit) {
        return file.sha256().orElse(file.path()) + "\n" + fit;
    }

    private static String weights(FileInput checkpoint, FileInput decoder) {
        return checkpoint.sha256().orElse(checkpoint.path()) + "\n"
                + decoder.sha256().orElse(decoder.path());
    }

    /** Samples that are kept were drawn from the same two files, so the same is to be said of them. */
    private void check(FileInput checkpoint, FileInput decoder) {
        store.warning(
                        "fits\n" + weights(checkpoint, decoder),
                        () -> inputs.decoder(decoder).fits(inputs.model(checkpoint)))
                .ifPresent(warnings);
    }

    private List<Image> draw(Decoder decoder, ConditionKind kind, Embeddings tokens, DecodingChoice choice) {
        int share = Math.max(1, total);
        return decoder.sample(
                        new Decoder.Request(
                                kind,
                                tokens.mean(),
                                choice.seeds(),
                                choice.way(),
                                choice.steps(),
                                choice.guidance(),
                                Optional.empty()),
                        (step, steps, state) -> progress.at(done * steps + step, share * steps))
                .orElseThrow(() -> new CancellationException("The figure is not wanted any more."));
    }

    /** A prediction that is made only where samples are not there already. */
    private final class Lazy {

        private final PanelSource.Figure6 source;
        private final Photograph photograph;
        private Prediction prediction;

        Lazy(PanelSource.Figure6 source, Photograph photograph) {
            this.source = source;
            this.photograph = photograph;
        }

        List<Image> samples(int block) {
            IJepa model = inputs.model(source.checkpoint());
            if (prediction == null) {
                Photograph.requireGrid(source.layout(), model.spec().encoder(), source.checkpoint());
                prediction = model.predict(photograph.tensor(model.spec().encoder()), source.layout());
            }
            return draw(
                    inputs.decoder(source.decoder()),
                    ConditionKind.BLOCK,
                    prediction.blocks().get(block).predicted(),
                    source.decoding());
        }
    }
}
