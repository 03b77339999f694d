package ijepa.app.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.testfx.util.WaitForAsyncUtils;

/** Waiting for what a window does in its own time. */
public final class Patience {

    /** Far longer than anything takes, so that nothing fails on a slow machine only. */
    private static final int SECONDS = 30;

    private Patience() {}

    /** Waits until something is so, and until the window has done what follows from it. */
    public static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /**
     * Waits for what may take longer than a click, such as a program that has to start.
     *
     * @param what what is waited for, in words, for whoever reads that it did not come
     */
    public static void until(String what, int seconds, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, condition);
        } catch (TimeoutException late) {
            throw new AssertionError("In " + seconds + " seconds there was no " + what, late);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
