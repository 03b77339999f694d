package ijepa.renderer.figure.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.figure.recipe.PanelSource.MapKind;

/** The kinds of figures that can be chosen, and how each is made from what is at hand. */
public enum Template {
    FIGURE_6("Figure 6: decoded blocks", "original, context and samples of what is predicted, inside the block's box"),
    FIGURE_7("Figure 7: decoded images", "original and samples of what the target encoder keeps of it"),
    MASK_STRATEGIES("Mask strategies", "context and targets of the paper's four strategies"),
    EMBEDDING_MAPS("Embedding maps", "PCA, error and similarity as maps with colour bars"),
    TRAINING_CURVES("Training curves", "quantities of one or more runs over their steps"),
    MASK_STATISTICS("Mask statistics", "how often patches are context or target, and how many"),
    SAMPLE_SHEET("Sample sheet", "one row an image: masks, context, target, predicted, error"),
    ARCHITECTURE("Architecture", "the networks of the checkpoint");

    /** The maps of a figure of embedding maps where none are chosen. */
    public static final List<MapKind> MAPS =
            List.of(MapKind.IMAGE, MapKind.TARGET, MapKind.PREDICTED, MapKind.ERROR, MapKind.SIMILARITY);

    private final String title;
    private final String description;

    Template(String title, String description) {
        this.title = title;
        this.description = description;
    }

    /** What a reader calls it. */
    public String title() {
        return title;
    }

    /** What it shows, without a capital at its beginning. */
    public String description() {
        return description;
    }

    /** What the command line calls it. */
    public String option() {
        return name().toLowerCase(Locale.ROOT)
                .replace("_6", "6")
                .replace("_7", "7")
                .replace('_', '-');
    }

    /** Whether it shows pictures. */
    public boolean usesImages() {
        return switch (this) {
            case FIGURE_6, FIGURE_7, MASK_STRATEGIES, EMBEDDING_MAPS, SAMPLE_SHEET -> true;
            case TRAINING_CURVES, MASK_STATISTICS, ARCHITECTURE -> false;
        };
    }

    /** Whether it shows what a model makes of something. */
    public boolean usesCheckpoint() {
        return switch (this) {
            case FIGURE_6, FIGURE_7, EMBEDDING_MAPS, SAMPLE_SHEET, ARCHITECTURE -> true;
            case MASK_STRATEGIES, TRAINING_CURVES, MASK_STATISTICS -> false;
        };
    }

    /** Whether it needs a decoder. */
    public boolean usesDecoder() {
        return this == FIGURE_6 || this == FIGURE_7;
    }

    /**
     * A source of this kind.
     *
     * @throws InputException when something it needs is not at hand
     */
    public PanelSource source(Ingredients from) {
        if (usesImages() && from.images().isEmpty()) {
            throw new InputException(title + " shows pictures, and there is none: name at least one image.");
        }
        return switch (this) {
            case FIGURE_6 ->
                new PanelSource.Figure6(
                        from.images(),
                        from.fit(),
                        from.layout(),
                        from.blocks(),
                        from.checkpoint(),
                        decoder(from),
                        from.decoding());
            case FIGURE_7 ->
                new PanelSource.Figure7(from.images(), from.fit(), from.checkpoint(), decoder(from), from.decoding());
            case MASK_STRATEGIES ->
                new PanelSource.MaskStrategies(
                        from.images(), from.fit(), from.layout().grid(), from.seed());
            case EMBEDDING_MAPS ->
                new PanelSource.EmbeddingMaps(
                        from.images(),
                        from.fit(),
                        from.layout(),
                        from.checkpoint(),
                        from.maps(),
                        from.distance(),
                        from.anchor(),
                        from.look());
            case TRAINING_CURVES -> {
                if (from.runs().isEmpty()) {
                    throw new InputException(title + " show runs, and there is none: name at least one run directory.");
                }
                yield new PanelSource.TrainingCurves(
                        from.runs(),
                        from.curves().quantities(),
                        from.curves().smoothing(),
                        from.curves().epochs(),
                        from.curves().xLog(),
                        from.curves().yLog());
            }
            case MASK_STATISTICS ->
                new PanelSource.MaskFrequencies(
                        from.strategy(), from.layout().grid(), from.draws(), from.batch(), from.seed());
            case SAMPLE_SHEET ->
                new PanelSource.SampleSheet(
                        from.images(), from.fit(), from.layout(), from.checkpoint(), from.distance(), from.look());
            case ARCHITECTURE -> new PanelSource.Architecture(from.checkpoint());
        };
    }

    private FileInput decoder(Ingredients from) {
        return from.decoder()
                .or(() -> bundledDecoder(from.checkpoint()))
                .orElseThrow(() -> new InputException(title
                        + " shows what a decoder draws, and there is no decoder: train one for this checkpoint"
                        + " (ijepa decoder train) and name it (--decoder FILE)."));
    }

    /** The decoder that comes with the program is for the model that does. */
    private static Optional<FileInput> bundledDecoder(FileInput checkpoint) {
        return checkpoint.path().equals(FileInput.BUNDLED) && BundledDecoder.isPresent()
                ? Optional.of(FileInput.of(FileInput.BUNDLED_DECODER))
                : Optional.empty();
    }

    /** The kind that a source is of; nothing for what only a workspace can send. */
    public static Optional<Template> of(PanelSource source) {
        return switch (source) {
            case PanelSource.Figure6 own -> Optional.of(FIGURE_6);
            case PanelSource.Figure7 own -> Optional.of(FIGURE_7);
            case PanelSource.MaskStrategies own -> Optional.of(MASK_STRATEGIES);
            case PanelSource.EmbeddingMaps own -> Optional.of(EMBEDDING_MAPS);
            case PanelSource.TrainingCurves own -> Optional.of(TRAINING_CURVES);
            case PanelSource.MaskFrequencies own -> Optional.of(MASK_STATISTICS);
            case PanelSource.SampleSheet own -> Optional.of(SAMPLE_SHEET);
            case PanelSource.Architecture own -> Optional.of(ARCHITECTURE);
            case PanelSource.MaskLayouts own -> Optional.empty();
            case PanelSource.Numbers own -> Optional.empty();
            case PanelSource.Rows own -> Optional.empty();
        };
    }
}
