package ijepa.renderer.diffusion;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ijepa.core.model.ParameterSource;

/**
 * A decoder's weights in a network that has one level more, for pictures twice as large. The levels that there were keep their
 * weights and see as large feature maps as before; the new one starts by halving what goes in and doubling what comes out,
 * so that the whole starts as the small network does (in the manner of Karras, Aila, Laine and Lehtinen 2018).
 */
final class AddedLevel implements ParameterSource {

    private static final String DOWN = "input_blocks.";
    private static final String UP = "output_blocks.";

    private final ParameterSource small;
    private final int smallStages;
    private final int added;
    private final UNetInitialisation fresh;
    private final Set<String> own;
    private final Set<String> prefixes;

    /**
     * The weights of a larger network.
     *
     * @param small    whose weights there are, under a prefix or several
     * @param prefixes those
     * @param seed     of what is new
     */
    AddedLevel(ParameterSource small, UNetSpec spec, Set<String> prefixes, long seed) {
        this.small = small;
        this.prefixes = prefixes;
        added = spec.residualBlocks() + 1;
        smallStages = spec.levels() * added;
        fresh = new UNetInitialisation(large(spec), seed);
        own = fresh.names();
    }

    /** The shape of the larger network. */
    static UNetSpec large(UNetSpec small) {
        double first = small.multipliers().getFirst();
        return small.withLevels(
                2 * small.imageSize(),
                IntStream.rangeClosed(0, small.levels())
                        .mapToObj(level ->
                                level == 0 ? first : small.multipliers().get(level - 1))
                        .toList());
    }

    @Override
    public Set<String> names() {
        return prefixes.stream()
                .flatMap(prefix -> own.stream().map(name -> prefix + name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public long[] shape(String name) {
        return fresh.shape(plain(name));
    }

    @Override
    public void read(String name, FloatBuffer into) {
        String plain = plain(name);
        Optional<String> before = before(plain);
        if (before.isPresent()) {
            small.read(name.substring(0, name.length() - plain.length()) + before.get(), into);
        } else if (plain.endsWith("skip_connection.weight")) {
            passOn(fresh.shape(plain), into);
        } else if (plain.endsWith("skip_connection.bias")) {
            zeros(fresh.shape(plain)[0], into);
        } else {
            fresh.read(plain, into);
        }
    }

    private String plain(String name) {
        return prefixes.stream()
                .filter(name::startsWith)
                .map(prefix -> name.substring(prefix.length()))
                .filter(own::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no parameter " + name + "."));
    }

    /** What a parameter is called in the small network; empty where it is new. */
    private Optional<String> before(String name) {
        if (name.startsWith(DOWN)) {
            int stage = stage(name, DOWN);
            if (stage == 0) {
                return Optional.of(name);
            }
            return stage <= added ? Optional.empty() : Optional.of(DOWN + (stage - added) + rest(name, DOWN));
        }
        if (name.startsWith(UP)) {
            // The small network's last stage did not double anything yet.
            return stage(name, UP) < smallStages
                            && small.names().contains(prefixes.iterator().next() + name)
                    ? Optional.of(name)
                    : Optional.empty();
        }
        return Optional.of(name);
    }

    private static int stage(String name, String kind) {
        return Integer.parseInt(name.substring(kind.length(), name.indexOf('.', kind.length())));
    }

    private static String rest(String name, String kind) {
        return name.substring(name.indexOf('.', kind.length()));
    }

    /** Hands on the channels that come from below and leaves the skip's out. */
    private static void passOn(long[] shape, FloatBuffer into) {
        for (long to = 0; to < shape[0]; to++) {
            for (long from = 0; from < shape[1]; from++) {
                into.put(to == from ? 1 : 0);
            }
        }
    }

    private static void zeros(long count, FloatBuffer into) {
        for (long i = 0; i < count; i++) {
            into.put(0);
        }
    }
}
