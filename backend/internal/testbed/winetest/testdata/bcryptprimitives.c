/* The one function of bcryptprimitives.dll that Go programs call and that
 * Wine 8 lacks. For tests only. */
#include <windows.h>
#include <ntsecapi.h> /* RtlGenRandom, which advapi32 exports as SystemFunction036 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
	const SIZE_T most = 64 * 1024;

	while (size > 0) {
		SIZE_T part = size < most ? size : most;

		if (!RtlGenRandom(data, (ULONG)part))
			return FALSE;
		data += part;
		size -= part;
	}
	return TRUE;
}
