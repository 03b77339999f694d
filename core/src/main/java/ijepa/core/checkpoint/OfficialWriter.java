package ijepa.core.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import ijepa.core.InputException;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.ParameterSource;
import ijepa.core.model.Predictor;
import ijepa.core.model.PredictorSpec;
import ijepa.core.model.VisionTransformer;

/**
 * Writes a checkpoint as the published code does, to be read by it and by {@code torch.load(weights_only=True)}: three
 * networks with {@code module.} before every name, the optimiser's state in four groups, and where training stands.
 */
public final class OfficialWriter {

    private static final OptimizerSource NEW =
            OptimizerSource.fresh(OptimizerSource.PUBLISHED_LEARNING_RATE, OptimizerSource.PUBLISHED_WEIGHT_DECAY);

    /**
     * That of a new {@code torch.cuda.amp.GradScaler}. The published code makes one wherever it computes in bfloat16, and
     * begins at epoch 0 again where it finds nothing to load into it; elsewhere it does not look.
     */
    private static final Map<String, Object> SCALER = scaler();

    private static Map<String, Object> scaler() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("scale", 65536.0);
        state.put("growth_factor", 2.0);
        state.put("backoff_factor", 0.5);
        state.put("growth_interval", 2000);
        state.put("_growth_tracker", 0);
        return Collections.unmodifiableMap(state);
    }

    private final ModelSpec spec;
    private final PredictorSpec predictor;
    private final ParameterSource parameters;
    private final ElementType type;

    /**
     * Where training stands.
     *
     * @param epoch     epochs done
     * @param loss      average of the last epoch
     * @param batchSize images a step and process
     * @param worldSize processes
     * @param lr        the learning rate that the configuration asks for
     */
    public record Progress(int epoch, double loss, int batchSize, int worldSize, double lr) {}

    /**
     * A writer for a model.
     *
     * @param parameters all three networks under their official names
     * @param type       what the networks are stored as; the optimiser's state is always float32
     * @throws InputException when the model has no predictor
     */
    public OfficialWriter(ModelSpec spec, ParameterSource parameters, ElementType type) {
        this.spec = spec;
        this.parameters = parameters;
        this.type = type;
        predictor = spec.predictor()
                .orElseThrow(
                        () -> new InputException(
                                "This checkpoint holds an encoder only, but the official format needs all three networks: export it as huggingface or safetensors."));
    }

    /**
     * Writes the file, replacing one of that name.
     *
     * @param optimizer empty for a state before the first step
     * @throws InputException when it cannot be written; what was there before stays
     */
    public void write(Path file, Progress progress, Optional<OptimizerSource> optimizer) {
        Map<String, Object> top = new LinkedHashMap<>();
        SequencedMap<String, long[]> encoder = VisionTransformer.shapes(spec.encoder());
        top.put("encoder", network(Network.ENCODER, encoder));
        top.put("predictor", network(Network.PREDICTOR, Predictor.shapes(spec.encoder(), predictor)));
        top.put("target_encoder", network(Network.TARGET_ENCODER, encoder));
        top.put("opt", optimizer(optimizer.orElse(NEW)));
        top.put("scaler", SCALER);
        top.put("epoch", progress.epoch());
        top.put("loss", progress.loss());
        top.put("batch_size", progress.batchSize());
        top.put("world_size", progress.worldSize());
        top.put("lr", progress.lr());
        TorchArchive.write(file, top);
    }

    private Map<String, Object> network(Network network, SequencedMap<String, long[]> shapes) {
        Map<String, Object> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(
                TensorNames.PARALLEL + name,
                WrittenTensor.of(type, shape, into -> parameters.read(network.prefix() + name, into))));
        return tensors;
    }

    private Map<String, Object> optimizer(OptimizerSource source) {
        Map<Object, Object> state = new LinkedHashMap<>();
        List<Object> groups = new ArrayList<>();
        int number = 0;
        for (SequencedMap<String, long[]> members : OfficialGroups.of(spec)) {
            List<Object> numbers = new ArrayList<>();
            for (Map.Entry<String, long[]> member : members.entrySet()) {
                if (source.first().names().contains(member.getKey())) {
                    state.put(number, moments(source, member.getKey(), member.getValue()));
                }
                numbers.add(number++);
            }
            groups.add(group(source, groups.size() < 2, numbers));
        }
        Map<String, Object> optimizer = new LinkedHashMap<>();
        optimizer.put("state", state);
        optimizer.put("param_groups", groups);
        return optimizer;
    }

    private static Map<String, Object> moments(OptimizerSource source, String name, long[] shape) {
        Map<String, Object> moments = new LinkedHashMap<>();
        float step = source.step();
        moments.put("step", WrittenTensor.of(ElementType.F32, new long[0], into -> into.put(step)));
        moments.put(
                "exp_avg",
                WrittenTensor.of(ElementType.F32, shape, into -> source.first().read(name, into)));
        moments.put(
                "exp_avg_sq",
                WrittenTensor.of(ElementType.F32, shape, into -> source.second().read(name, into)));
        return moments;
    }

    private static Map<String, Object> group(OptimizerSource source, boolean decayed, List<Object> numbers) {
        Map<String, Object> group = new LinkedHashMap<>();
        if (!decayed) {
            group.put("WD_exclude", true);
        }
        group.put("weight_decay", decayed ? (Object) source.weightDecay() : (Object) 0);
        group.put("lr", source.learningRate());
        group.put(
                "betas",
                new PickleWriter.Tuple(
                        source.constants().beta1(), source.constants().beta2()));
        group.put("eps", source.constants().epsilon());
        group.put("amsgrad", false);
        group.put("foreach", null);
        group.put("maximize", false);
        group.put("capturable", false);
        group.put("differentiable", false);
        group.put("fused", null);
        group.put("params", numbers);
        return group;
    }
}
