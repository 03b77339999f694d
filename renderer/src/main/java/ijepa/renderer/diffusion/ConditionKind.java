package ijepa.renderer.diffusion;

/** What a decoder is shown, and which pixels belong to it. */
public enum ConditionKind {
    /** The paper's Figure 6: the average of the predictor's output over one target block; pixels of that block. */
    BLOCK,
    /** The paper's Figure 7: the average of the target encoder's output over the image; pixels of the whole image. */
    IMAGE
}
