package ijepa.core.run;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.TrainingStep;

/** The values of one record of metrics by name, gathered in any order; used again for the next record. */
final class MetricFields {

    /** What kind of record it is, the only text in one. */
    static final String KIND = "kind";

    /** The object that has the measures of a step that names them. */
    static final String VALUES = "values";

    private final double[] values = new double[Name.values().length];
    private final SequencedMap<String, Double> named = new LinkedHashMap<>();
    private long present;
    private String kind = "";
    private boolean complete;

    /** Numbers that a record can have, in the order in which they are written. */
    enum Name {
        STEP("step"),
        STEPS_DONE("steps_done"),
        EPOCH("epoch"),
        ITERATION("iteration"),
        LOSS("loss"),
        OBJECTIVE("objective"),
        LEARNING_RATE("lr"),
        WEIGHT_DECAY("weight_decay"),
        MOMENTUM("momentum"),
        CONTEXT("mask_context"),
        TARGET("mask_target"),
        GRADIENT_FIRST("grad_first"),
        GRADIENT_LAST("grad_last"),
        GRADIENT_SMALLEST("grad_min"),
        GRADIENT_LARGEST("grad_max"),
        GRADIENT_TOGETHER("grad_norm"),
        ACCURACY("knn_accuracy"),
        DEVIATION("feature_std"),
        RANK("effective_rank"),
        SECONDS("seconds"),
        SPEED("images_per_second"),
        WAIT("wait_share"),
        MEMORY("memory_bytes"),
        DEVICE_MEMORY("device_memory_bytes"),
        TIME("time");

        private static final Name[] ALL = values();

        private final String text;
        private final byte[] bytes;

        Name(String text) {
            this.text = text;
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        /** The name of a text; empty for none. */
        static Optional<Name> of(String text) {
            for (Name name : ALL) {
                if (name.text.equals(text)) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        }

        /**
         * The name in a piece of text; null for none, as this is asked twenty million times for a long run.
         *
         * @param after the name before it, behind which it is looked for first; null for none
         */
        static Name at(byte[] text, int from, int length, Name after) {
            int first = after == null ? 0 : after.ordinal() + 1;
            for (int i = 0; i < ALL.length; i++) {
                Name name = ALL[(first + i) % ALL.length];
                if (name.bytes.length == length && isAt(text, from, name.bytes)) {
                    return name;
                }
            }
            return null;
        }

        private static boolean isAt(byte[] text, int from, byte[] name) {
            for (int i = 0; i < name.length; i++) {
                if (text[from + i] != name[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Forgets the record before. */
    void clear() {
        present = 0;
        kind = "";
        named.clear();
    }

    /** Numbers are all doubles, which hold any step's number exactly. */
    void set(Name name, double value) {
        values[name.ordinal()] = value;
        present |= 1L << name.ordinal();
    }

    void setKind(String kind) {
        this.kind = kind;
    }

    void setNamed(String name, double value) {
        named.put(name, value);
    }

    /** The record; empty where something is missing or the kind is another. */
    Optional<Metric> metric() {
        complete = true;
        Metric metric = switch (kind) {
            case MetricsJson.STEP -> step();
            case MetricsJson.NAMED -> named();
            case MetricsJson.PROBE ->
                new Metric.Probe(
                        whole(Name.STEPS_DONE),
                        (int) whole(Name.EPOCH),
                        number(Name.ACCURACY),
                        spread(),
                        number(Name.TIME));
            default -> null;
        };
        return complete ? Optional.ofNullable(metric) : Optional.empty();
    }

    private Metric.Named named() {
        return new Metric.Named(
                whole(Name.STEP),
                (int) whole(Name.EPOCH),
                (int) whole(Name.ITERATION),
                number(Name.LOSS),
                new LinkedHashMap<>(named),
                number(Name.SECONDS),
                number(Name.SPEED),
                number(Name.WAIT),
                whole(Name.MEMORY),
                deviceMemory(),
                number(Name.TIME));
    }

    private Metric.Step step() {
        return new Metric.Step(
                whole(Name.STEP),
                (int) whole(Name.EPOCH),
                (int) whole(Name.ITERATION),
                number(Name.LOSS),
                number(Name.OBJECTIVE),
                new TrainingStep.Rates(number(Name.LEARNING_RATE), number(Name.WEIGHT_DECAY), number(Name.MOMENTUM)),
                (int) whole(Name.CONTEXT),
                (int) whole(Name.TARGET),
                new GradientNorms(
                        number(Name.GRADIENT_FIRST),
                        number(Name.GRADIENT_LAST),
                        number(Name.GRADIENT_SMALLEST),
                        number(Name.GRADIENT_LARGEST),
                        has(Name.GRADIENT_TOGETHER) ? number(Name.GRADIENT_TOGETHER) : Double.NaN),
                has(Name.DEVIATION) ? Optional.of(spread()) : Optional.empty(),
                number(Name.SECONDS),
                number(Name.SPEED),
                number(Name.WAIT),
                whole(Name.MEMORY),
                deviceMemory(),
                number(Name.TIME));
    }

    private FeatureSpread spread() {
        return new FeatureSpread(number(Name.DEVIATION), number(Name.RANK));
    }

    private OptionalLong deviceMemory() {
        return has(Name.DEVICE_MEMORY) ? OptionalLong.of(whole(Name.DEVICE_MEMORY)) : OptionalLong.empty();
    }

    private boolean has(Name name) {
        return (present & 1L << name.ordinal()) != 0;
    }

    private long whole(Name name) {
        return (long) number(name);
    }

    private double number(Name name) {
        complete &= has(name);
        return values[name.ordinal()];
    }
}
