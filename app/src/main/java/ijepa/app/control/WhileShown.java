package ijepa.app.control;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * What goes on while a node is in a window on the screen, and no longer. A window that has gone keeps its scene, and an
 * animation that never ends would keep both, with all that they show, for as long as the program runs.
 */
public final class WhileShown {

    private WhileShown() {}

    /** Whether a node is in a window that is on the screen. */
    public static ObservableValue<Boolean> of(Node node) {
        return node.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false);
    }

    /** Does something at once and then again and again, on the window's thread. */
    public static void repeat(Node node, Duration every, Runnable work) {
        Timeline clock = new Timeline(new KeyFrame(Duration.ZERO, event -> work.run()), new KeyFrame(every));
        clock.setCycleCount(Animation.INDEFINITE);
        of(node).subscribe(shown -> {
            if (shown) {
                clock.play();
            } else {
                clock.stop();
            }
        });
    }
}
