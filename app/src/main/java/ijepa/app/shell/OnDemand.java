package ijepa.app.shell;

import java.util.function.Supplier;

/**
 * Something that is made when it is first asked for, because a window holds much that most sessions never look at. Used on
 * one thread only.
 */
public final class OnDemand<T> implements Supplier<T> {

    private Supplier<T> maker;
    private T made;

    /**
     * Makes nothing yet.
     *
     * @param maker asked once; must not ask for what it makes
     */
    public OnDemand(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        if (maker != null) {
            made = maker.get();
            maker = null;
        }
        return made;
    }

    public boolean isMade() {
        return maker == null;
    }
}
