import { Lazy } from '../../../src/core/base/lazy.js';
import { decodeFrame } from '../../../src/core/media/data-frame.js';
import { MeshPlane, type MeshParts, type MeshPlaneOptions } from '../../../src/core/media/mesh/mesh-plane.js';
import { MeshSender } from '../../../src/core/media/mesh/mesh-sender.js';
import { RestartCheck } from '../../../src/core/media/mesh/link/restart-check.js';

const parts = new Lazy<MeshParts>(() => ({ MeshSender, decodeFrame, RestartCheck }));
parts.prefetch();

/** A mesh whose later code is there from the beginning. */
export function createMesh(options: Omit<MeshPlaneOptions, 'parts'> & Partial<MeshPlaneOptions>): MeshPlane {
  return new MeshPlane({ parts, ...options });
}
