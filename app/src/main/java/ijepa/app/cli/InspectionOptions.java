package ijepa.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ijepa.app.shell.CacheFolder;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.Network;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.predict.AttentionChoice;
import ijepa.renderer.predict.AttentionLook;
import ijepa.renderer.predict.BlockIndex;
import ijepa.renderer.predict.CheckpointShelf;
import ijepa.renderer.predict.ComparedCheckpoint;
import ijepa.renderer.predict.ContextUncertainty;
import ijepa.renderer.predict.LayerLook;
import ijepa.renderer.predict.PositionSweep;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What can be asked of a model beside a prediction; each answer is a panel, NAME.PANEL.png, and arrays. */
final class InspectionOptions {

    private static final int NEIGHBOURS = 12;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--layer",
            paramLabel = "NETWORK:LAYER",
            description = "Features of a layer: encoder, target_encoder or predictor, and its block from 1.")
    private List<String> layers = new ArrayList<>();

    @Option(
            names = "--attention",
            paramLabel = "NETWORK:LAYER[:HEAD]",
            description = "Attention from --patch in a layer, of one head or the mean of all.")
    private List<String> attention = new ArrayList<>();

    @Option(names = "--rollout", paramLabel = "NETWORK", description = "Attention rollout from --patch.")
    private List<String> rollout = new ArrayList<>();

    @Option(
            names = "--patch",
            paramLabel = "ROW,COLUMN",
            split = ",",
            description = "The patch that attention is from, from 0 (default: in the middle of what the network gets).")
    private List<Integer> patch = new ArrayList<>();

    @Option(
            names = "--block",
            paramLabel = "N",
            defaultValue = "1",
            description = "Target block of sweep, uncertainty, neighbours and the predictor's attention (default: 1).")
    private int block;

    @Option(
            names = "--sweep",
            description = "Move the block over the whole image and map how well places are predicted.")
    private boolean sweep;

    @Option(
            names = "--uncertainty",
            paramLabel = "CONTEXTS",
            description = "Mean and spread of the block's error over so many drawn contexts.")
    private Integer uncertainty;

    @Option(
            names = "--neighbours",
            paramLabel = "FOLDER",
            description = "Pictures whose blocks are most like the predicted one; the index is kept in the cache.")
    private Path neighbours;

    @Option(
            names = "--with-place",
            description =
                    "Neighbours by the embeddings as they are; otherwise what a place has in common over the folder's pictures is taken off.")
    private boolean withPlace;

    @Option(
            names = "--compare",
            paramLabel = "CHECKPOINT|RUN",
            description = "Other weights for the same picture and layout: a file, or all checkpoints of a run.")
    private List<Path> compare = new ArrayList<>();

    /** Whether anything is asked that an encoder alone can answer. */
    boolean asksEncoders() {
        return !layers.isEmpty() || !attention.isEmpty() || !rollout.isEmpty();
    }

    /**
     * Refuses, before anything is computed, what cannot be asked on a grid.
     *
     * @param grid of the pictures' patches
     * @throws InputException when neighbours are asked for and the index of their folder, which is made at the model's own
     *     image size, has another
     */
    void allow(EncoderSpec encoder, PatchGrid grid) {
        if (neighbours != null && !grid.equals(encoder.grid())) {
            throw new InputException(
                    "--neighbours finds blocks among pictures of the model's own "
                            + encoder.imageSize() + " x " + encoder.imageSize()
                            + " pixels, where those of another size have no counterpart: leave --image-size or --neighbours out.");
        }
    }

    /** Answers what needs no prediction: features and attention. */
    void look(InspectableModel model, ImageTensor image, MaskLayout layout, Findings into) {
        for (String text : layers) {
            AttentionChoice choice = AttentionChoice.parse(text);
            LayerLook look = LayerLook.of(model, image, layout, choice.network(), choice.layer());
            into.add("layer/" + text, look.panel());
            into.arrays().add("layer/" + text, look.features());
            into.arrays()
                    .add(
                            "layer_indices/" + text,
                            new long[] {look.patches().length},
                            Arrays.stream(look.patches()).asLongStream().toArray());
        }
        for (String text : attention) {
            AttentionChoice choice = AttentionChoice.parse(text);
            AttentionLook look = AttentionLook.of(model, image, layout, choice, blockFor(choice.network(), layout));
            into.add("attention/" + text, look.panel(patch(choice.network(), layout)));
        }
        for (String text : rollout) {
            Network network = AttentionChoice.network(text);
            AttentionLook look = AttentionLook.rollout(model, image, layout, network, blockFor(network, layout));
            into.add("rollout/" + text, look.panel(patch(network, layout)));
        }
    }

    /** Answers what needs a prediction. */
    void ask(
            InspectableModel model,
            ImageTensor image,
            Prediction prediction,
            Distance distance,
            CheckpointShelf shelf,
            Findings into) {
        MaskLayout layout = prediction.layout();
        PatchGrid grid = layout.grid();
        if (sweep) {
            PositionSweep found = PositionSweep.of(model, image, layout, block - 1, told("sweeping"));
            into.add(
                    "sweep",
                    MapPanel.ofErrors(
                            "Block " + block + " at every place",
                            grid,
                            found.patches().get(distance),
                            distance.title()));
            into.arrays()
                    .add(
                            "sweep_by_place",
                            new long[] {found.places().size()},
                            found.errors().get(distance));
            into.report()
                    .put(
                            "sweep",
                            Map.of(
                                    "block",
                                    block - 1,
                                    "places",
                                    found.places().size(),
                                    "best",
                                    box(found.best(distance))));
        }
        if (uncertainty != null) {
            if (uncertainty < 2) {
                throw new InputException("--uncertainty needs at least 2 contexts, not " + uncertainty + ".");
            }
            ContextUncertainty found = ContextUncertainty.of(
                    model,
                    image,
                    layout,
                    block - 1,
                    new MultiBlockSampler(MultiBlockSettings.nearestToPublished(grid)),
                    uncertainty,
                    0,
                    told("drawing contexts"));
            into.add(
                    "uncertainty/mean",
                    errors("Mean over contexts", grid, found.mean(distance, grid.size()), distance));
            into.add(
                    "uncertainty/spread",
                    errors("Spread over contexts", grid, found.spread(distance, grid.size()), distance));
            into.arrays()
                    .add("uncertainty/by_context", new long[] {found.contexts().size()}, found.byContext(distance));
        }
        if (neighbours != null) {
            neighbours(model, prediction, into);
        }
        compare(image, layout, distance, shelf, into);
    }

    private static MapPanel errors(String title, PatchGrid grid, double[] values, Distance distance) {
        return MapPanel.ofErrors(title, grid, values, distance.title());
    }

    private Progress told(String what) {
        return Lines.progress(spec, what);
    }

    private void neighbours(InspectableModel model, Prediction prediction, Findings into) {
        ImageFolder folder = ImageFolder.scan(neighbours);
        Embeddings query = query(prediction);
        Block bounds = prediction
                .layout()
                .targets()
                .get(block - 1)
                .bounds(prediction.layout().grid());
        Path file = CacheFolder.indices().resolve(BlockIndex.name(model.digest(), folder));
        List<Map<String, Object>> rows = new ArrayList<>();
        try (BlockIndex index = BlockIndex.open(
                model.spec().encoder(), model::encodeTarget, folder, file, told("indexing " + neighbours))) {
            for (BlockIndex.Match match : index.nearest(query, bounds, !withPlace, NEIGHBOURS)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("image", folder.files().get(match.image()).toString());
                row.put("block", box(match.block()));
                row.put("similarity", match.similarity());
                rows.add(row);
            }
        }
        into.report().put("neighbours", rows);
    }

    private Embeddings query(Prediction prediction) {
        if (block < 1 || block > prediction.blocks().size()) {
            throw new InputException("--block " + block + " is none of the layout's "
                    + prediction.blocks().size() + " target blocks.");
        }
        Embeddings predicted = prediction.blocks().get(block - 1).predicted();
        return new Embeddings(1, predicted.dimension(), predicted.mean());
    }

    private void compare(
            ImageTensor image, MaskLayout layout, Distance distance, CheckpointShelf shelf, Findings into) {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<CheckpointShelf.Source> sources = compare.stream()
                .flatMap(path -> CheckpointShelf.sources(path).stream())
                .toList();
        Progress told = told("comparing checkpoints");
        for (CheckpointShelf.Source source : sources) {
            told.reached((double) rows.size() / sources.size());
            ComparedCheckpoint compared =
                    ComparedCheckpoint.of(source.name(), shelf.model(source.file(), Progress.NONE), image, layout);
            String key = "compare/" + (rows.size() + 1);
            into.add(key + "/predicted", compared.predicted());
            into.add(key + "/error", compared.error(distance));
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("checkpoint", source.file().toString());
            source.step().ifPresent(step -> row.put("step", step));
            for (Distance each : Distance.values()) {
                row.put(each.key(), compared.mean(each).predicted());
            }
            rows.add(row);
        }
        if (!rows.isEmpty()) {
            into.report().put("compare", rows);
        }
    }

    private static List<Integer> box(Block block) {
        return List.of(block.top(), block.left(), block.height(), block.width());
    }

    private int blockFor(Network network, MaskLayout layout) {
        if (network != Network.PREDICTOR) {
            return 0;
        }
        return patch.isEmpty() ? block - 1 : AttentionLook.blockOf(layout, patch(network, layout));
    }

    private int patch(Network network, MaskLayout layout) {
        PatchGrid grid = layout.grid();
        if (patch.isEmpty()) {
            return AttentionLook.middle(network, layout, block - 1);
        }
        if (patch.size() != 2
                || patch.get(0) < 0
                || patch.get(1) < 0
                || patch.get(0) >= grid.rows()
                || patch.get(1) >= grid.columns()) {
            throw new InputException("--patch takes ROW,COLUMN within " + grid.rows() + " x " + grid.columns()
                    + " patches, counted from 0.");
        }
        return grid.index(patch.get(0), patch.get(1));
    }
}
