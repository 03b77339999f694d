/**
 * One run as a process and a folder, of pretraining or of any other {@link ijepa.core.run.Trainee}: what it keeps on the
 * disk, how it is watched, steered, stopped and taken up again.
 *
 * <p>A room of its own beside {@code ijepa.core.train}, which knows steps and schedules but no files: a run also needs
 * checkpoints, and those need the trained networks, so arrows point from here to both. The folder is the truth. Whoever
 * watches reads {@link ijepa.core.run.RunStatus} and {@link ijepa.core.run.MetricsReader}, whoever steers uses {@link
 * ijepa.core.run.RunControl}, and neither needs the process that trains to be alive, on this machine, or its child.
 */
package ijepa.core.run;
