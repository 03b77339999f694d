package ijepa.core.verify;

import java.util.List;
import java.util.function.Consumer;

/** Computes recorded numbers of one kind again. Modules that core does not know bring theirs to {@link GoldenFolder}. */
public interface Replay {

    /** What is compared, for a folder that lacks the files. */
    String title();

    /** The files that it reads; without the first there is nothing to replay. */
    List<String> files();

    /**
     * Computes everything again.
     *
     * @param listener told each result as soon as it is known
     * @throws ijepa.core.InputException when a file is damaged or has another form
     */
    void run(GoldenFolder folder, Consumer<Check> listener);
}
