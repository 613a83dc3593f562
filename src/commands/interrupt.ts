/** Takes back what of this process others could stumble over: for the handler of a signal. */
export { abandonStore as abandon } from '../store/intent.ts';
