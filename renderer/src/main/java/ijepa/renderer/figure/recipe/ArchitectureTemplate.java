package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.Predictor;
import ijepa.core.model.PredictorSpec;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Panel.Diagram.Arrow;
import ijepa.renderer.figure.Panel.Diagram.Node;

/** The networks of a model and what flows between them, as in the paper's Figure 3. */
final class ArchitectureTemplate {

    private ArchitectureTemplate() {}

    static Panel panel(PanelSource.Architecture source, FigureInputs inputs) {
        IJepa model = inputs.model(source.checkpoint());
        EncoderSpec encoder = model.spec().encoder();
        String blocks = blocks(encoder.depth()) + ", width " + encoder.embedDim();
        String heads = encoder.heads() + " heads, patches of " + encoder.patchSize();
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(
                "Image",
                List.of(
                        encoder.imageSize() + " \u00d7 " + encoder.imageSize() + " pixels",
                        encoder.grid().rows() + " \u00d7 " + encoder.grid().columns() + " patches"),
                0,
                0,
                -1));
        nodes.add(new Node(
                "Context encoder", List.of(blocks, heads, count(model.encoder().parameters())), 1, 0, 1));
        nodes.add(new Node(
                "Target encoder",
                List.of(blocks, heads, count(model.targetEncoder().parameters())),
                1,
                1,
                0));
        List<Arrow> arrows = new ArrayList<>(List.of(
                new Arrow(0, 1, "context", false),
                new Arrow(0, 2, "all patches", false),
                new Arrow(1, 2, "moving average", true)));
        if (model.spec().predictor().isPresent()) {
            PredictorSpec predictor = model.spec().predictor().get();
            nodes.add(new Node(
                    "Predictor",
                    List.of(
                            blocks(predictor.depth()) + ", width " + predictor.dim(),
                            predictor.heads() + " heads",
                            count(model.predictor().map(Predictor::parameters).orElseThrow())),
                    2,
                    0,
                    2));
            nodes.add(new Node("Target blocks", List.of("layer norm, then", "each block\u2019s patches"), 2, 1, -1));
            nodes.add(new Node("Loss", List.of("predicted against", "target embeddings"), 3, 0, -1));
            arrows.add(new Arrow(1, 3, "", false));
            arrows.add(new Arrow(2, 4, "", false));
            arrows.add(new Arrow(3, 5, "", false));
            arrows.add(new Arrow(4, 5, "", true));
        }
        return new Panel.Diagram(nodes, arrows);
    }

    private static String blocks(int depth) {
        return depth == 1 ? "1 block" : depth + " blocks";
    }

    private static String count(NetworkParameters parameters) {
        long count = parameters.all().values().stream()
                .mapToLong(array -> array.getShape().size())
                .sum();
        return count >= 1_000_000
                ? String.format(Locale.ROOT, "%.1f million parameters", count / 1e6)
                : String.format(Locale.ROOT, "%,d parameters", count);
    }
}
