/**
 * Replays numbers that the official code left in a folder, quantity by quantity. A room of its own because it uses masks,
 * networks, checkpoints and training alike while none of them knows it; the tests and {@code ijepa verify} share it.
 */
package ijepa.core.verify;
