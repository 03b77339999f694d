package ijepa.renderer.diffusion;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which conditions a decoder was trained with, as far as its file says it.
 *
 * @param kinds    those that it can draw; all where that is not known
 * @param dropping largest share of them that was dropped, without any of which nothing can be guided; empty where that is not
 *     known
 */
public record LearntConditions(Set<ConditionKind> kinds, OptionalDouble dropping) {

    /** Of a decoder of which nothing is known. */
    public static final LearntConditions UNKNOWN =
            new LearntConditions(EnumSet.allOf(ConditionKind.class), OptionalDouble.empty());

    private static final String KINDS = "learnt_kinds";
    private static final String DROPPING = "dropping";

    public LearntConditions {
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** What a training teaches. */
    static LearntConditions of(DecoderTrainingConfig config) {
        EnumSet<ConditionKind> kinds = EnumSet.noneOf(ConditionKind.class);
        if (config.imageShare() > 0) {
            kinds.add(ConditionKind.IMAGE);
        }
        if (config.imageShare() < 1) {
            kinds.add(ConditionKind.BLOCK);
        }
        return new LearntConditions(kinds, OptionalDouble.of(config.dropping()));
    }

    /** What a file says; nothing is known of one that is older than these entries. */
    static LearntConditions read(Map<String, String> metadata) {
        List<String> names = List.of(metadata.getOrDefault(KINDS, "").split(","));
        Set<ConditionKind> kinds = Arrays.stream(ConditionKind.values())
                .filter(kind -> names.contains(kind.key()))
                .collect(Collectors.toSet());
        return new LearntConditions(kinds.isEmpty() ? UNKNOWN.kinds : kinds, number(metadata.get(DROPPING)));
    }

    private static OptionalDouble number(String text) {
        return text != null && text.matches("\\d\\.\\d{1,20}(E-\\d{1,3})?")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }

    /** The entries of a file's metadata. */
    Map<String, String> metadata() {
        String names = kinds.stream().map(ConditionKind::key).collect(Collectors.joining(","));
        return dropping.isPresent()
                ? Map.of(KINDS, names, DROPPING, Double.toString(dropping.getAsDouble()))
                : Map.of(KINDS, names);
    }

    /** The same of a decoder that had learnt something before. */
    LearntConditions after(LearntConditions before) {
        EnumSet<ConditionKind> both = EnumSet.copyOf(kinds);
        both.addAll(before.kinds);
        // One that drops nothing now may have done so before its file said it.
        OptionalDouble most = before.dropping.isPresent() || dropping.orElse(0) > 0
                ? OptionalDouble.of(Math.max(before.dropping.orElse(0), dropping.orElse(0)))
                : OptionalDouble.empty();
        return new LearntConditions(both, most);
    }

    /** Why a kind cannot be drawn; nothing where it can. */
    public Optional<String> lacks(ConditionKind kind) {
        return kinds.contains(kind)
                ? Optional.empty()
                : Optional.of("The decoder was trained without " + kind.plural() + " and cannot draw them: decode "
                        + kinds.iterator().next().plural()
                        + ", or use a decoder that learnt both (trained with an --image-share between 0 and 1).");
    }

    /** Whether it is known that it saw every condition, so that it cannot be guided. */
    boolean neverDropped() {
        return dropping.isPresent() && dropping.getAsDouble() == 0;
    }
}
